import type { Container } from './engine';
import { plain } from './json';

/** What we write on every object that we create in an engine, so that it is found again and nothing else is touched. */
export const labelNames = {
    /** The workspace folder's path, or its URI where it is not on this disk. */
    workspace: 'gopherdock.workspace',
    /** The name of the project's command that the image or container holds. */
    command: 'gopherdock.command',
    /** The stage that was built. */
    target: 'gopherdock.target',
    /** On what we remove within the same operation. */
    temporary: 'gopherdock.temporary',
    /** On the volumes that hold a container's secrets, and on such a container. */
    secrets: 'gopherdock.secrets',
} as const;

export interface Origin {
    readonly workspace: string;
    readonly command: string;
    readonly target?: string | undefined;
}

/** The labels of an image or container. */
export function labelsFor({ workspace, command, target }: Origin): Readonly<Record<string, string>> {
    return {
        [labelNames.workspace]: workspace,
        [labelNames.command]: command,
        ...(target !== undefined && { [labelNames.target]: target }),
    };
}

/** Where an image or container of ours comes from, `undefined` for those of others. */
export function originOf({ labels }: Pick<Container, 'labels'>): Origin | undefined {
    const workspace = labels[labelNames.workspace];
    const command = labels[labelNames.command];
    if (workspace === undefined || command === undefined) return undefined;
    return { workspace, command, target: labels[labelNames.target] };
}

/** What `docker compose` writes on the objects of its projects. */
export interface ComposeOrigin {
    readonly project: string;
    readonly service: string;
    /** From 1, of a service that runs more than once. */
    readonly number: number;
    /** Absolute paths on the machine where compose ran. */
    readonly files: readonly string[];
    readonly folder: string;
    /** `docker compose run`, not `up`. */
    readonly oneOff: boolean;
}

/** The compose project and service of a container; `undefined` for what is of none. Volumes, networks and images of a project name no service. */
export function composeOriginOf({ labels }: Pick<Container, 'labels'>): ComposeOrigin | undefined {
    const project = labels['com.docker.compose.project'];
    if (project === undefined || project === '') return undefined;
    return {
        project: plain(project),
        service: plain(labels['com.docker.compose.service']),
        number: Number.parseInt(labels['com.docker.compose.container-number'] ?? '', 10) || 1,
        files: (labels['com.docker.compose.project.config_files'] ?? '').split(',').filter((file) => file !== ''),
        folder: labels['com.docker.compose.project.working_dir'] ?? '',
        oneOff: /^true$/i.test(labels['com.docker.compose.oneoff'] ?? ''),
    };
}

/** The tag of a command's image, such as `shop-api:dev`; a folder's only command gives its name alone. */
export function imageTag(folderName: string, commandName: string, commandCount: number): string {
    return `${imageName(folderName, commandName, commandCount)}:dev`;
}

/** The name of a command's container; `taken` are the names that the engine knows already. */
export function containerName(
    folderName: string,
    commandName: string,
    commandCount: number,
    taken: ReadonlySet<string> = new Set(),
): string {
    const name = imageName(folderName, commandName, commandCount);
    // the engine wants two characters
    const long = name.length > 1 ? name : `${name}-1`;
    for (let number = 2, free = long; ; free = `${long}-${number++}`) if (!taken.has(free)) return free;
}

function imageName(folderName: string, commandName: string, commandCount: number): string {
    const command = sanitise(commandName);
    const words = commandCount > 1 ? [sanitise(folderName), command] : [command];
    const name = words.filter((word) => word !== '').join('-');
    // `scratch` is a word of Dockerfiles, and no image may be named so
    return name === '' || name === 'scratch' ? `${name || 'go'}-app` : name;
}

const longestName = 60;

/** What an image's name may hold: small letters, digits, and single separators between them. */
function sanitise(name: string): string {
    return name
        .normalize('NFKD')
        .toLowerCase()
        .replace(/\p{M}+/gu, '')
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/[._-]*-[._-]*|[._]{2,}/g, '-')
        .slice(0, longestName)
        .replace(/^[._-]+|[._-]+$/g, '');
}
