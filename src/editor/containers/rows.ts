import type { Container, Image } from '../../engine/engine';
import { imageTag, labelNames, originOf } from '../../engine/labels';
import type { Command, Project } from '../../project/project';
import {
    containerFace,
    hasFailed,
    imageFace,
    imageText,
    isRunning,
    portText,
    type Face,
    type Translate,
} from './faces';

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
    /** By the id of the command's row. */
    readonly builds: ReadonlyMap<string, BuildProgress>;
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly l10n: Translate;
}

/**
 * A row of the view. Its context value holds words, in this order, that menus ask for:
 * `command` (with `built` where it has an image), `image`, `container`; a container is `running` or `stopped`, and `failed` where it ended with an
 * error; `port` where a port is published. A command's row also carries the words of its newest container, so that all can be done from there.
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
    | { readonly kind: 'folder' | 'others' }
    | {
          readonly kind: 'command';
          readonly program: Program;
          readonly image: Image | undefined;
          readonly containers: readonly Container[];
      }
    | { readonly kind: 'image'; readonly program: Program; readonly image: Image }
    | { readonly kind: 'container'; readonly program: Program | undefined; readonly container: Container };

/** The tag of the image that is built for a command. */
export function tagOf({ folder, command }: Program): string {
    return imageTag(folder.name, command.name, folder.project.commands.length);
}

/** Whether an image or container was made for a command. */
export function belongsTo(made: Pick<Container, 'labels'>, { folder, command }: Program): boolean {
    const origin = originOf(made);
    return origin?.workspace === folder.workspace && origin.command === command.name;
}

/** What the row of a command is called by others, such as its builds. */
export function commandRowId({ folder, command }: Program): string {
    return `command ${folder.uri} ${command.dir}`;
}

/** The workspace's commands first, each with its image and its containers, then every other container. */
export function arrangeRows(scene: Scene): readonly Row[] {
    if (!scene.connected) return [];
    const claimed = new Set<string>();
    const folders = scene.folders.filter(({ project }) => project.commands.length > 0);
    const perFolder = folders.map((folder) => ({
        folder,
        rows: folder.project.commands.map((command) => commandRow({ folder, command }, scene, claimed)),
    }));
    const commands = perFolder.length > 1 ? perFolder.map(folderRow) : perFolder.flatMap(({ rows }) => rows);
    const others = scene.containers.filter(({ id, labels }) => !claimed.has(id) && !(labelNames.temporary in labels));
    return [...commands, ...(others.length === 0 ? [] : [othersRow(others, commands.length === 0, scene)])];
}

function folderRow({ folder, rows }: { folder: ProjectFolder; rows: readonly Row[] }): Row {
    return {
        id: `folder ${folder.uri}`,
        label: folder.name,
        description: '',
        facts: [],
        icon: 'root-folder',
        color: undefined,
        spoken: folder.name,
        contextValue: 'folder',
        children: rows,
        expanded: true,
        subject: { kind: 'folder' },
    };
}

function commandRow(program: Program, scene: Scene, claimed: Set<string>): Row {
    const id = commandRowId(program);
    const { command } = program;
    const { l10n } = scene;
    const image = imageOf(program, scene);
    const containers = scene.containers
        .filter((container) => belongsTo(container, program))
        .sort((one, other) => Number(isRunning(other)) - Number(isRunning(one)) || other.created - one.created);
    for (const container of containers) claimed.add(container.id);
    const build = scene.builds.get(id);
    const newest = containers[0];
    const face = newest === undefined ? undefined : containerFace(newest, scene.l10n);
    const state = build === undefined ? face?.description : buildText(build, scene.l10n);
    const description = [state, command.dir].filter((part) => part !== undefined && part !== '').join(' · ');
    const children = [
        ...(image === undefined ? [] : [imageRow(image, program, id, scene)]),
        ...containers.map((container) => containerRow(container, program, id, image, scene)),
    ];
    return {
        // VS Code shows a row that had no children closed when it gets some; another row it shows as it should be
        id: children.length === 0 ? id : `${id} with children`,
        label: command.name,
        description,
        facts: [
            [l10n.t('Package'), command.package],
            [l10n.t('Image'), image === undefined ? l10n.t('not built') : (image.tags[0] ?? image.id)],
            ...(command.cgo ? [[l10n.t('Uses'), 'cgo'] as const] : []),
            ...(command.ports.length > 0
                ? [[l10n.t('Listens on'), command.ports.map(portText).join(', ')] as const]
                : []),
        ],
        icon: build === undefined ? commandIcon(face, image) : 'loading~spin',
        color: build === undefined ? face?.color : undefined,
        spoken: l10n.t(
            'Go command {0}, {1}',
            command.name,
            state ?? (image === undefined ? l10n.t('not built') : l10n.t('built')),
        ),
        contextValue: [
            'command',
            ...(image === undefined ? [] : ['built']),
            ...(newest === undefined ? [] : containerWords(newest)),
        ].join('.'),
        children,
        expanded: true,
        subject: { kind: 'command', program, image, containers },
    };
}

function commandIcon(face: Face | undefined, image: Image | undefined): string {
    if (face !== undefined) return face.icon;
    return image === undefined ? 'circle-large-outline' : 'package';
}

function buildText({ done, total }: BuildProgress, l10n: Translate): string {
    return total === 0 ? l10n.t('building') : l10n.t('building {0}/{1}', done, total);
}

/** The image with the command's own tag, else the newest that was built for it and still has a name. */
function imageOf(program: Program, { images }: Scene): Image | undefined {
    const tag = tagOf(program);
    const tagged = images.find(({ tags }) => tags.some((each) => each === tag || each === `docker.io/library/${tag}`));
    if (tagged !== undefined) return tagged;
    return images
        .filter((image) => image.tags.length > 0 && belongsTo(image, program))
        .sort((one, other) => other.created - one.created)[0];
}

function imageRow(image: Image, program: Program, parent: string, scene: Scene): Row {
    return {
        ...imageFace(image, scene.now, scene.l10n),
        id: `${parent} image`,
        contextValue: 'image',
        children: [],
        expanded: undefined,
        subject: { kind: 'image', program, image },
    };
}

function containerRow(
    container: Container,
    program: Program | undefined,
    parent: string,
    image: Image | undefined,
    { l10n }: Scene,
): Row {
    const face = containerFace(container, l10n);
    const isOld = image !== undefined && container.imageId !== '' && container.imageId !== image.id;
    const remark = program === undefined ? imageText(container.image) : isOld ? l10n.t('older image') : '';
    return {
        ...face,
        description: [face.description, remark].filter((part) => part !== '').join(' · '),
        id: `${parent} container ${container.id}`,
        contextValue: containerWords(container).join('.'),
        children: [],
        expanded: undefined,
        subject: { kind: 'container', program, container },
    };
}

function containerWords(container: Container): readonly string[] {
    const { ports } = container;
    const hasPort =
        isRunning(container) && ports.some(({ host, protocol }) => host !== undefined && protocol === 'tcp');
    return [
        'container',
        isRunning(container) ? 'running' : 'stopped',
        ...(hasFailed(container) ? ['failed'] : []),
        ...(hasPort ? ['port'] : []),
    ];
}

function othersRow(containers: readonly Container[], expanded: boolean, scene: Scene): Row {
    const { l10n } = scene;
    const running = containers.filter(isRunning).length;
    const label = l10n.t('Other Containers');
    const description = l10n.t('{0} of {1} running', running, containers.length);
    return {
        id: 'others',
        label,
        description,
        facts: [],
        icon: 'server-environment',
        color: undefined,
        spoken: `${label}, ${description}`,
        contextValue: 'others',
        children: [...containers]
            .sort((one, other) => Number(isRunning(other)) - Number(isRunning(one)) || (one.name < other.name ? -1 : 1))
            .map((container) => containerRow(container, undefined, 'others', undefined, scene)),
        expanded,
        subject: { kind: 'others' },
    };
}
