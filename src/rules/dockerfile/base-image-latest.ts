import { baseImageNamed } from '../../facts/baseImages';
import { goReleases, oldestSupportedGo } from '../../facts/goReleases';
import { parseImageReference, type ImageReference } from '../../dockerfile/image';
import { partOf, rangeOf } from '../../dockerfile/positions';
import type { Stage, Word } from '../../dockerfile/syntax';
import { resolve } from '../../dockerfile/variables';
import { replaceSpan } from '../edits';
import { compareGoVersions, minorOf } from '../goVersions';
import type { Alias, Fix, Rule, Subject } from '../rule';
import { latestForTrivy } from '../trivyImages';

export const baseImageLatest: Rule = {
    id: 'base-image-latest',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Base images name a version',
    why: 'A build that follows `latest` changes under you: the same commit gives another image tomorrow.',
    examples: [
        {
            bad: 'FROM golang AS build\n\nFROM gcr.io/distroless/static-debian13:nonroot\n',
            good: 'FROM golang:1.27 AS build\n\nFROM gcr.io/distroless/static-debian13:nonroot\n',
        },
        { bad: 'FROM alpine:latest\n', good: 'FROM alpine:3.24\n' },
    ],
    covers: ['hadolint:DL3006', 'hadolint:DL3007', 'trivy:DS-0001'],

    *check(subject) {
        const { dockerfile } = subject;
        const earlier = new Set<string>();
        const latest = latestForTrivy(dockerfile);
        for (const stage of dockerfile.stages) {
            const word = stage.image;
            const aliases: Alias[] = [
                ...(word === undefined ? [] : aliasesOf(parseImageReference(word.value), earlier)),
                ...(latest.has(stage) ? (['trivy:DS-0001'] as const) : []),
            ];
            const reference = unversioned(subject, stage);
            if (word !== undefined && (reference !== undefined || aliases.length > 0))
                yield {
                    message:
                        reference?.tag !== 'latest'
                            ? `\`${reference?.text ?? word.value}\` names no version`
                            : `\`${reference.text}\` is another image from day to day`,
                    range: rangeOf(dockerfile, word),
                    aliases,
                    // the free images of that registry have no other tag
                    profile: reference === undefined || reference.name.startsWith('cgr.dev/') ? 'off' : 'recommended',
                    fixes: reference === undefined ? [] : fixesOf(subject, word, reference),
                };
            if (stage.name !== undefined) earlier.add(stage.name.value);
        }
    },
};

/** hadolint looks at the text alone, and for stages at their exact spelling. */
function aliasesOf({ text, path, tag, digest, registry }: ImageReference, earlier: ReadonlySet<string>): Alias[] {
    if (digest !== undefined) return [];
    if (tag === 'latest') return ['hadolint:DL3007'];
    // a port behind a host without a dot is taken for the tag
    const hasPort = registry?.includes(':') === true && !registry.includes('.');
    const isNamed = hasPort || path === 'scratch' || path.startsWith('$') || earlier.has(text);
    return tag === undefined && !isNamed ? ['hadolint:DL3006'] : [];
}

/** The image of a stage where it has no version, with variables resolved; `undefined` where it has one, or needs none. */
function unversioned({ dockerfile }: Subject, { image, parent, from }: Stage): ImageReference | undefined {
    if (image === undefined || parent !== undefined) return undefined;
    const { value, isComplete } = resolve(dockerfile, image, from);
    const reference = parseImageReference(value);
    const { name, tag, digest, scheme } = reference;
    const isJudged = isComplete && value !== '' && scheme === undefined && name !== 'docker.io/library/scratch';
    const isVersioned = tag !== undefined && tag !== 'latest' && !isVariant(name, tag);
    return isJudged && digest === undefined && !isVersioned ? reference : undefined;
}

/** Tags of the Go image such as `alpine` and `trixie` follow the newest Go. */
function isVariant(name: string, tag: string): boolean {
    return name === 'docker.io/library/golang' && /^(alpine|trixie|bookworm|bullseye|buster)/.test(tag);
}

function fixesOf({ dockerfile, project }: Subject, word: Word, reference: ImageReference): Fix[] {
    const { name, path, pathEnd, text } = reference;
    const version = currentTag(
        name,
        (project?.modules ?? []).map(({ go }) => go),
    );
    if (version === undefined || word.raw !== text) return [];
    // old variants of a new Go are not published
    if (![undefined, 'latest', 'alpine', 'trixie', 'bookworm'].includes(reference.tag)) return [];
    const tag = isVariant(name, reference.tag ?? 'latest') ? `${version}-${reference.tag ?? ''}` : version;
    // `nonroot` is another user than before
    const edits = [replaceSpan(dockerfile, partOf(word, pathEnd, text.length), `:${tag}`)];
    return [{ title: `Pin \`${path}\` to \`${tag}\``, preferred: tag !== 'nonroot', edits }];
}

/** The tag that means the same today; for Go the version that the project asks for, where that is still supported. */
function currentTag(name: string, goLines: readonly (string | null)[]): string | undefined {
    if (name.startsWith('gcr.io/distroless/')) return 'nonroot';
    const facts = baseImageNamed(name, 'latest');
    if (facts?.hasGo !== true) return /\/(alpine|debian|ubuntu)$/.test(name) ? facts?.release : undefined;
    const wanted = goLines.filter((version) => version !== null).sort(compareGoVersions);
    const newest = wanted.at(-1);
    const isSupported = newest !== undefined && compareGoVersions(newest, oldestSupportedGo) >= 0;
    if (!name.endsWith('/golang')) return undefined;
    return isSupported ? minorOf(newest) : goReleases[0]?.version;
}
