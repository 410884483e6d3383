import { parseImageReference } from '../../dockerfile/image';
import { partOf, rangeOf } from '../../dockerfile/positions';
import { baseOf, processOf } from '../../dockerfile/configuration';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { endedReleases } from '../../facts/baseReleases';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const baseImageOutOfSupport: Rule = {
    id: 'base-image-out-of-support',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The distribution that a program runs on still gets security fixes',
    why: 'What is found in the libraries of a release that has ended stays open, whenever the image is built.',
    examples: [
        {
            bad: 'FROM gcr.io/distroless/static-debian12:nonroot\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const base = stage.parent === undefined ? baseOf(dockerfile, stage) : undefined;
            const { distribution, release, hasGo } = base?.facts ?? {};
            if (base?.isComplete !== true || stage.image === undefined || hasGo === true) continue;
            const ended = endOf(distribution, release);
            // a tag that names no release is not old, but new again
            if (ended === undefined || !namesRelease(base.reference.text, release ?? '', distribution)) continue;
            const isOfficial = /^docker\.io\/library\/(alpine|debian|ubuntu)$|^gcr\.io\/distroless\//.test(
                base.reference.name,
            );
            yield {
                message: `\`${base.reference.text}\` gets no security fixes since ${ended.ended}`,
                range: rangeOf(dockerfile, stage.image),
                profile: isOfficial && isShipped(dockerfile, stage) ? 'recommended' : 'strict',
                fixes: isOfficial ? changeRelease(dockerfile, stage, ended.next) : [],
            };
        }
    },
};

function endOf(
    distribution: string | undefined,
    release: string | undefined,
): { readonly ended: string; readonly next: string } | undefined {
    const releases =
        distribution !== undefined && Object.hasOwn(endedReleases, distribution)
            ? endedReleases[distribution]
            : undefined;
    return releases !== undefined && release !== undefined && Object.hasOwn(releases, release)
        ? releases[release]
        : undefined;
}

/** By name, or by its number. */
function namesRelease(text: string, release: string, distribution: string | undefined): boolean {
    return text.includes(release) || distribution === 'distroless' || /[:-]v?\d+/.test(text);
}

/** What only builds something is a smaller matter. */
function isShipped(dockerfile: Dockerfile, stage: Stage): boolean {
    const { entrypoint, command } = processOf(dockerfile, stage);
    const isLast = dockerfile.stages.at(-1) === stage || dockerfile.stages.at(-1)?.parent === stage.index;
    return isLast || (entrypoint ?? command) !== undefined;
}

/** Written out in the FROM; what the name is followed by stays. */
function changeRelease(dockerfile: Dockerfile, { image }: Stage, next: string): Fix[] {
    if (image === undefined || image.variables.length > 0) return [];
    const { text, digest } = parseImageReference(image.raw);
    const found =
        /(?<=-debian)\d+|(?<=[:-])(?:v?3\.\d+(?:\.\d+)*|\d\d\.\d\d|buster|bullseye|bookworm|stretch|jessie|\d+(?:\.\d+)?|focal|bionic|xenial)(?=$|-)/.exec(
            text,
        );
    if (found === null || digest !== undefined) return [];
    const name = found[0];
    const written = /^\d{1,2}(\.\d+)?$/.test(name) && next === 'trixie' ? '13' : next;
    const changed = text.slice(0, found.index) + written + text.slice(found.index + name.length);
    return [
        {
            title: `Use \`${changed}\``,
            preferred: false,
            edits: [replaceSpan(dockerfile, partOf(image, found.index, found.index + name.length), written)],
        },
    ];
}
