import { positionAt, rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import type { Rule } from '../rule';

export const duplicateStageName: Rule = {
    id: 'duplicate-stage-name',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Every stage has a name of its own',
    why: 'A name that is given twice means the later stage from there on, and which one `--target` builds is anybody’s guess.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS base\n\nFROM debian:trixie AS base\n',
            good: 'FROM alpine:3.24 AS base\n\nFROM debian:trixie AS other\n',
        },
    ],
    covers: ['hadolint:DL3024', 'buildkit:DuplicateStageName', 'trivy:DS-0012'],

    *check({ dockerfile }) {
        const first = new Map<string, Stage>();
        const spellings = new Set<string>();
        for (const stage of dockerfile.stages) {
            if (stage.name === undefined) continue;
            const { value } = stage.name;
            const other = first.get(value.toLowerCase());
            if (other !== undefined)
                yield {
                    message: `\`${value}\` is already the name of the stage at line ${positionAt(dockerfile, other.start).line + 1}`,
                    range: rangeOf(dockerfile, stage.name),
                    aliases: [
                        ...(spellings.has(value) ? (['hadolint:DL3024'] as const) : []),
                        'buildkit:DuplicateStageName',
                    ],
                };
            first.set(value.toLowerCase(), other ?? stage);
            spellings.add(value);
        }
        for (const { name, stage } of overtaken(dockerfile))
            yield {
                message: `A later stage takes the name \`${name}\` away`,
                range: rangeOf(dockerfile, stage.from.keywordSpan),
                aliases: ['trivy:DS-0012'],
                // told at the later one
                profile: 'off',
            };
    },
};

/** As trivy: the stages that a later stage of that name follows, with another FROM. */
function overtaken(dockerfile: Dockerfile): { name: string; stage: Stage }[] {
    const named = dockerfile.stages.flatMap((stage) => {
        const { name, from } = stage;
        const text = from.words
            .map(({ raw }) => raw)
            .join(' ')
            .toLowerCase();
        return name === undefined ? [] : [{ name: name.value, key: name.value.toLowerCase(), text, stage }];
    });
    const later = new Map<string, Set<string>>();
    return named
        .toReversed()
        .filter(({ key, text }) => {
            const texts = later.get(key) ?? new Set<string>();
            const isOvertaken = texts.size > (texts.has(text) ? 1 : 0);
            later.set(key, texts.add(text));
            return isOvertaken;
        })
        .reverse();
}
