import type { Container, Image } from '../../engine/engine';
import { composeOriginOf, imageTag, originOf } from '../../engine/labels';
import type { Network } from '../../engine/networks';
import type { ContainerStats } from '../../engine/stats';
import type { Volume } from '../../engine/volumes';
import type { Command, Project } from '../../project/project';
import type { Face, Translate } from './faces';

/** A folder of the workspace that holds a Go project. */
export interface ProjectFolder {
    /** The folder's address as VS Code spells it. */
    readonly uri: string;
    /** As the labels of what we create name it. */
    readonly workspace: string;
    readonly name: string;
    readonly project: Project;
}

/** A Go command of a project. */
export interface Program {
    readonly folder: ProjectFolder;
    readonly command: Command;
}

export interface BuildProgress {
    readonly done: number;
    readonly total: number;
}

/** What the containers view is made of. */
export interface Scene {
    readonly connected: boolean;
    readonly folders: readonly ProjectFolder[];
    readonly containers: readonly Container[];
    readonly images: readonly Image[];
    readonly volumes: readonly Volume[];
    readonly networks: readonly Network[];
    /** By the id of the command's row. */
    readonly builds: ReadonlyMap<string, BuildProgress>;
    /** When the image of a command was last built by us, milliseconds since 1970, by the id of the image: one that comes whole from the cache keeps its old date. */
    readonly builtAt: ReadonlyMap<string, number>;
    /** When a source of a folder was last changed, milliseconds since 1970, by the folder's URI. */
    readonly changedAt: ReadonlyMap<string, number>;
    /** Of the containers for which statistics are switched on, by their ids; `undefined` until the first come. */
    readonly statistics: ReadonlyMap<string, ContainerStats | undefined>;
    /** Only rows with this text are shown; empty: all. */
    readonly filter: string;
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly l10n: Translate;
}

/**
 * A row of the view. Its context value holds words, in this order, that menus ask for:
 * `command` (with `built` where it has an image), `image`, `container`, `volume`, `network`, `compose`, `group`; a container is `running` or
 * `stopped`, `paused` while it runs frozen, `failed` where it ended with an error, `measured` where its statistics are switched on; `port` where a port is
 * published; `fixed` for what cannot be removed. A command's row also carries the words of its newest container, so that all can be done from there.
 */
export interface Row extends Face {
    readonly id: string;
    readonly children: readonly Row[];
    /** `undefined` for a row that can have no children. */
    readonly expanded: boolean | undefined;
    readonly contextValue: string;
    readonly subject: Subject;
}

export type Subject =
    | { readonly kind: 'folder' }
    | { readonly kind: 'group'; readonly group: Group; readonly containers: readonly Container[] }
    /** What `docker compose` runs under one project name, but for what is shown below a command. */
    | { readonly kind: 'compose'; readonly project: string; readonly containers: readonly Container[] }
    | {
          readonly kind: 'command';
          readonly program: Program;
          readonly image: Image | undefined;
          readonly containers: readonly Container[];
      }
    | { readonly kind: 'image'; readonly program: Program | undefined; readonly image: Image }
    | { readonly kind: 'container'; readonly program: Program | undefined; readonly container: Container }
    | { readonly kind: 'volume'; readonly volume: Volume; readonly users: readonly Container[] }
    | { readonly kind: 'network'; readonly network: Network; readonly users: readonly Container[] };

export type Group = 'others' | 'images' | 'volumes' | 'networks';

/** The tag of the image that is built for a command. */
export function tagOf({ folder, command }: Program): string {
    return imageTag(folder.name, command.name, folder.project.commands.length);
}

/** Whether an image or container was made for a command: by us, or as the service of its name in the folder's compose project. */
export function belongsTo(made: Pick<Container, 'labels'>, { folder, command }: Program): boolean {
    const origin = originOf(made);
    if (origin !== undefined) return origin.workspace === folder.workspace && origin.command === command.name;
    const service = composeOriginOf(made);
    return service?.folder === folder.workspace && service.service === command.name.toLowerCase();
}

/** What the row of a command is called by others, such as its builds. */
export function commandRowId({ folder, command }: Program): string {
    return `command ${folder.uri} ${command.dir}`;
}
