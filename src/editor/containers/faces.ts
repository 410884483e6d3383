import type { Container, Image } from '../../engine/engine';
import type { Port } from '../../project/project';

/** Of `vscode.l10n`. */
export interface Translate {
    t(message: string, ...args: (string | number | boolean)[]): string;
}

/** How a row looks. */
export interface Face {
    readonly label: string;
    readonly description: string;
    /** For the tooltip: a name and a value, plain text. */
    readonly facts: readonly (readonly [name: string, value: string])[];
    /** A codicon. */
    readonly icon: string;
    /** A theme colour. */
    readonly color: string | undefined;
    /** What a screen reader says. */
    readonly spoken: string;
}

export function isRunning({ state }: Container): boolean {
    return state === 'running' || state === 'paused' || state === 'restarting';
}

export function portText({ port, protocol }: Port): string {
    return protocol === 'tcp' ? String(port) : `${port}/${protocol}`;
}

export function containerFace(container: Container, l10n: Translate): Face {
    const state = stateWord(container, l10n);
    const description = stateText(container, l10n);
    return {
        label: container.name,
        description,
        facts: [
            [l10n.t('Image'), imageText(container.image)],
            [l10n.t('Status'), container.status],
            ...container.ports
                .filter(({ host }) => host !== undefined)
                .map(
                    ({ address, host, container: inside, protocol }) =>
                        [l10n.t('Port'), `${address ?? ''}:${host ?? ''} → ${inside}/${protocol}`] as const,
                ),
            [l10n.t('ID'), container.id.slice(0, 12)],
        ],
        ...containerIcon(container),
        spoken: [l10n.t('Container {0}', container.name), ...new Set([state, description])].join(', '),
    };
}

/** An image that has lost its name is named by its id, of which a person needs the beginning. */
export function imageText(image: string): string {
    return image.replace(/^sha256:([0-9a-f]{12})[0-9a-f]*$/, '$1');
}

/** The published ports of a running container, otherwise the state that it is in. */
function stateText(container: Container, l10n: Translate): string {
    const { state, health, ports } = container;
    if (state !== 'running') return stateWord(container, l10n);
    const published = [...new Set(ports.flatMap(({ host }) => (host === undefined ? [] : [`:${host}`])))];
    const healthWord = {
        none: undefined,
        healthy: undefined,
        starting: l10n.t('starting'),
        unhealthy: l10n.t('unhealthy'),
    }[health];
    return [published.length === 0 ? l10n.t('running') : published.join(' '), healthWord]
        .filter((part) => part !== undefined)
        .join(' · ');
}

function stateWord({ state, exitCode }: Container, l10n: Translate): string {
    switch (state) {
        case 'running':
            return l10n.t('running');
        case 'paused':
            return l10n.t('paused');
        case 'restarting':
            return exitCode === undefined ? l10n.t('restarting') : l10n.t('restarting, exited ({0})', exitCode);
        case 'created':
            return l10n.t('created');
        case 'removing':
            return l10n.t('removing');
        case 'exited':
            return exitCode === undefined ? l10n.t('exited') : l10n.t('exited ({0})', exitCode);
        case 'dead':
            return l10n.t('dead');
    }
}

/** Exit codes of a program that was asked to end: 128 + SIGINT, SIGTERM. */
const askedToEnd = [130, 143];

/** Whether it ended with an error of its own. */
export function hasFailed({ state, exitCode = 0 }: Container): boolean {
    return state === 'dead' || (state === 'exited' && exitCode !== 0 && !askedToEnd.includes(exitCode));
}

function containerIcon(container: Container): Pick<Face, 'icon' | 'color'> {
    const { state, health } = container;
    if (hasFailed(container)) return { icon: 'error', color: 'charts.red' };
    switch (state) {
        case 'running':
            if (health === 'unhealthy') return { icon: 'vm-active', color: 'charts.red' };
            return { icon: 'vm-running', color: health === 'starting' ? 'charts.yellow' : 'charts.green' };
        case 'paused':
            return { icon: 'debug-pause', color: 'charts.yellow' };
        case 'restarting':
            return { icon: 'sync', color: 'charts.yellow' };
        case 'dead':
        case 'exited':
        case 'created':
        case 'removing':
            return { icon: 'vm-outline', color: undefined };
    }
}

export function imageFace(image: Image, now: number, l10n: Translate): Face {
    const label = image.tags[0] ?? imageText(image.id);
    const description = `${sizeText(image.size)} · ${ageText(now - image.created, l10n)}`;
    return {
        label,
        description,
        facts: [
            ...image.tags.map((tag) => [l10n.t('Tag'), tag] as const),
            [l10n.t('ID'), image.id.replace(/^sha256:/, '').slice(0, 12)],
        ],
        icon: 'layers',
        color: undefined,
        spoken: l10n.t('Image {0}, {1}', label, description),
    };
}

/** As `docker` counts: a megabyte has 1,000,000 bytes. */
export function sizeText(bytes: number): string {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit++;
    }
    const digits = unit === 0 || value >= 99.95 ? 0 : 1;
    return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}

/** @param age in milliseconds */
function ageText(age: number, l10n: Translate): string {
    const minutes = Math.floor(age / 60_000);
    if (minutes < 1) return l10n.t('just now');
    if (minutes < 60) return l10n.t('{0} min ago', minutes);
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return l10n.t('{0} h ago', hours);
    return l10n.t('{0} days ago', Math.floor(hours / 24));
}
