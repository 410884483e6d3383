import type { Container, Image } from '../../engine/engine';
import { composeOriginOf } from '../../engine/labels';
import type { Network } from '../../engine/networks';
import type { Volume } from '../../engine/volumes';
import { containerRow, imageRow } from './containerRow';
import { isRunning, type Translate } from './faces';
import type { Group, Row, Scene, Subject } from './rows';

/** The compose projects, other containers, images, volumes and networks that no command has claimed; a group with nothing in it is left out. */
export function groupRows(scene: Scene, claimed: ReadonlySet<string>, isAlone: boolean): readonly Row[] {
    const { l10n } = scene;
    const containers = scene.containers.filter(({ id }) => !claimed.has(id));
    const projects = new Map<string, Container[]>();
    const others: Container[] = [];
    for (const container of containers) {
        const project = composeOriginOf(container)?.project;
        if (project === undefined) others.push(container);
        else projects.set(project, [...(projects.get(project) ?? []), container]);
    }
    const images = scene.images.filter(({ id }) => !claimed.has(id)).sort(byTag);
    const volumes = [...scene.volumes].sort(byName);
    const networks = [...scene.networks].sort(
        (one, other) => Number(one.builtIn) - Number(other.builtIn) || byName(one, other),
    );
    return [
        ...[...projects]
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, own]) => composeRow(name, own, scene)),
        groupRow('others', {
            label: l10n.t('Other Containers'),
            icon: 'server-environment',
            description: runningText(others, l10n),
            containers: others,
            children: [...others]
                .sort(byState)
                .map((container) => containerRow(container, undefined, 'others', undefined, scene)),
            expanded: isAlone && projects.size === 0,
        }),
        groupRow('images', {
            label: l10n.t('Images'),
            icon: 'layers',
            description: String(images.length),
            children: images.map((image) => imageRow(image, undefined, `image ${image.id}`, scene)),
        }),
        groupRow('volumes', {
            label: l10n.t('Volumes'),
            icon: 'database',
            description: String(volumes.length),
            children: volumes.map((volume) => volumeRow(volume, scene)),
        }),
        groupRow('networks', {
            label: l10n.t('Networks'),
            icon: 'type-hierarchy',
            description: String(networks.length),
            children: networks.map((network) => networkRow(network, scene)),
        }),
    ].filter(({ children }) => children.length > 0);
}

function composeRow(project: string, containers: readonly Container[], scene: Scene): Row {
    const { l10n } = scene;
    const id = `compose ${project}`;
    const description = runningText(containers, l10n);
    const services = [...containers].sort(byState).map((container) => {
        const row = containerRow(container, undefined, id, undefined, scene);
        const service = composeOriginOf(container)?.service ?? '';
        return service === '' ? row : { ...row, label: service, spoken: `${service}, ${row.spoken}` };
    });
    return {
        id,
        label: project,
        description,
        facts: [[l10n.t('Folder'), composeOriginOf(containers[0] ?? { labels: {} })?.folder ?? '']],
        icon: 'folder-library',
        color: containers.some(isRunning) ? 'charts.green' : undefined,
        spoken: l10n.t('Compose project {0}, {1}', project, description),
        contextValue: 'compose',
        children: services,
        expanded: false,
        subject: { kind: 'compose', project, containers },
    };
}

function groupRow(
    group: Group,
    {
        label,
        icon,
        description,
        children,
        containers = [],
        expanded = false,
    }: Pick<Row, 'label' | 'icon' | 'description' | 'children'> & {
        readonly containers?: readonly Container[];
        readonly expanded?: boolean;
    },
): Row {
    return {
        id: group,
        label,
        description,
        facts: [],
        icon,
        color: undefined,
        spoken: `${label}, ${description}`,
        contextValue: `group.${group}`,
        children,
        expanded,
        subject: { kind: 'group', group, containers },
    };
}

function volumeRow(volume: Volume, scene: Scene): Row {
    const { l10n } = scene;
    const users = scene.containers.filter(({ mounts }) =>
        mounts.some(({ kind, source }) => kind === 'volume' && source === volume.name),
    );
    const label = volume.anonymous ? volume.name.slice(0, 12) : volume.name;
    const description = usersText(users, l10n);
    return {
        ...objectRow('volume', volume.name, { kind: 'volume', volume, users }),
        label,
        description,
        facts: [
            [l10n.t('Name'), volume.name],
            [l10n.t('Driver'), volume.driver],
            ...users.map(({ name }) => [l10n.t('Used by'), name] as const),
        ],
        icon: 'database',
        spoken: l10n.t('Volume {0}, {1}', label, description),
    };
}

function networkRow(network: Network, scene: Scene): Row {
    const { l10n } = scene;
    const users = scene.containers.filter(({ networks }) => networks.includes(network.name));
    const inUse = usersText(users, l10n);
    const description = [network.driver, ...(network.internal ? [l10n.t('internal')] : []), inUse].join(' · ');
    return {
        ...objectRow('network', network.id, { kind: 'network', network, users }),
        contextValue: network.builtIn ? 'network.fixed' : 'network',
        label: network.name,
        description,
        facts: [
            ...network.subnets.map((subnet) => [l10n.t('Subnet'), subnet] as const),
            ...users.map(({ name }) => [l10n.t('Used by'), name] as const),
        ],
        icon: 'type-hierarchy',
        spoken: l10n.t('Network {0}, {1}', network.name, description),
    };
}

function objectRow(
    kind: 'volume' | 'network',
    id: string,
    subject: Subject,
): Pick<Row, 'id' | 'color' | 'contextValue' | 'children' | 'expanded' | 'subject'> {
    return { id: `${kind} ${id}`, color: undefined, contextValue: kind, children: [], expanded: undefined, subject };
}

function usersText(users: readonly Container[], l10n: Translate): string {
    const [first] = users;
    if (first === undefined) return l10n.t('not in use');
    return users.length === 1 ? l10n.t('used by {0}', first.name) : l10n.t('used by {0} containers', users.length);
}

function runningText(containers: readonly Container[], l10n: Translate): string {
    return l10n.t('{0} of {1} running', containers.filter(isRunning).length, containers.length);
}

function byState(one: Container, other: Container): number {
    return Number(isRunning(other)) - Number(isRunning(one)) || byName(one, other);
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
    return one.name < other.name ? -1 : 1;
}

/** Images without a name last. */
function byTag(one: Image, other: Image): number {
    const [first = '\uffff'] = one.tags;
    const [second = '\uffff'] = other.tags;
    return first < second ? -1 : first > second ? 1 : other.created - one.created;
}
