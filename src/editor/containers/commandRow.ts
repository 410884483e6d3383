import type { Image } from '../../engine/engine';
import { containerRow, containerWords, imageRow, usageText } from './containerRow';
import { containerFace, isRunning, portText, type Face, type Translate } from './faces';
import { belongsTo, commandRowId, tagOf, type BuildProgress, type Program, type Row, type Scene } from './rows';

/** A Go command with its image and its containers; what it shows is added to `claimed`, by ids. */
export function commandRow(program: Program, scene: Scene, claimed: Set<string>): Row {
    const id = commandRowId(program);
    const { command } = program;
    const { l10n } = scene;
    const image = imageOf(program, scene);
    if (image !== undefined) claimed.add(image.id);
    const containers = scene.containers
        .filter((container) => belongsTo(container, program))
        .sort((one, other) => Number(isRunning(other)) - Number(isRunning(one)) || other.created - one.created);
    for (const container of containers) claimed.add(container.id);
    const build = scene.builds.get(id);
    const newest = containers[0];
    const face = newest === undefined ? undefined : containerFace(newest, l10n);
    const state = build === undefined ? face?.description : buildText(build, l10n);
    const uses = newest === undefined ? undefined : usageText(newest, scene);
    const description = [state, uses, command.dir].filter((part) => part !== undefined && part !== '').join(' · ');
    const children = [
        ...(image === undefined ? [] : [imageRow(image, program, `${id} image`, scene)]),
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
            ...(newest === undefined ? [] : containerWords(newest, scene)),
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
