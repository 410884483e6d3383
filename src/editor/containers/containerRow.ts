import type { Container, Image } from '../../engine/engine';
import { composeOriginOf } from '../../engine/labels';
import { containerFace, hasFailed, imageFace, imageText, isRunning, sizeText } from './faces';
import type { Program, Row, Scene } from './rows';

/** `image` is the newest of its command, of which it may run an older one. */
export function containerRow(
    container: Container,
    program: Program | undefined,
    parent: string,
    image: Image | undefined,
    scene: Scene,
): Row {
    const { l10n } = scene;
    const face = containerFace(container, l10n);
    const isOld = image !== undefined && container.imageId !== '' && container.imageId !== image.id;
    const remark = program === undefined ? imageText(container.image) : isOld ? l10n.t('older image') : '';
    const uses = usageText(container, scene);
    const service = composeOriginOf(container);
    const parts = [face.description, uses, remark].filter((part) => part !== undefined && part !== '');
    return {
        ...face,
        description: parts.join(' · '),
        facts: [
            ...face.facts,
            ...(service === undefined
                ? []
                : [[l10n.t('Compose service'), `${service.project} / ${service.service}`] as const]),
            ...(container.networks.length === 0 ? [] : [[l10n.t('Networks'), container.networks.join(', ')] as const]),
            ...container.mounts
                .filter(({ source }) => source !== '')
                .map(({ source, target }) => [l10n.t('Mount'), `${source} → ${target}`] as const),
        ],
        id: `${parent} container ${container.id}`,
        contextValue: containerWords(container, scene).join('.'),
        children: [],
        expanded: undefined,
        subject: { kind: 'container', program, container },
    };
}

export function imageRow(image: Image, program: Program | undefined, id: string, scene: Scene): Row {
    const face = imageFace(image, scene.now, scene.l10n);
    const isStale = program !== undefined && hasNewerSources(image, program, scene);
    const description = isStale
        ? `${face.description} · ${scene.l10n.t('sources newer than image')}`
        : face.description;
    return {
        ...face,
        description,
        spoken: isStale ? `${face.spoken}, ${scene.l10n.t('sources newer than image')}` : face.spoken,
        color: isStale ? 'charts.yellow' : undefined,
        id,
        contextValue: 'image',
        children: [],
        expanded: undefined,
        subject: { kind: 'image', program, image },
    };
}

function hasNewerSources(image: Image, { folder }: Program, { builtAt, changedAt }: Scene): boolean {
    const changed = changedAt.get(folder.uri);
    return changed !== undefined && changed > Math.max(image.created, builtAt.get(image.id) ?? 0);
}

export function containerWords(container: Container, { statistics }: Scene): readonly string[] {
    const { id, ports, state } = container;
    const hasPort =
        isRunning(container) && ports.some(({ host, protocol }) => host !== undefined && protocol === 'tcp');
    return [
        'container',
        isRunning(container) ? 'running' : 'stopped',
        ...(state === 'paused' ? ['paused'] : []),
        ...(hasFailed(container) ? ['failed'] : []),
        ...(hasPort ? ['port'] : []),
        ...(statistics.has(id) ? ['measured'] : []),
    ];
}

/** What it uses now, where that is switched on. */
export function usageText(container: Container, { statistics, l10n }: Scene): string | undefined {
    if (!statistics.has(container.id) || !isRunning(container)) return undefined;
    const stats = statistics.get(container.id);
    if (stats === undefined) return l10n.t('measuring');
    const { cpuPercent, memory, memoryLimit } = stats;
    const limit = memoryLimit > 0 ? ` / ${sizeText(memoryLimit)}` : '';
    return `${cpuPercent.toFixed(cpuPercent < 9.95 ? 1 : 0)} % · ${sizeText(memory)}${limit}`;
}
