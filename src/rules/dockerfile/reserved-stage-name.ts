import { rangeOf } from '../../dockerfile/positions';
import { sourcesOf } from '../../dockerfile/stages';
import type { Dockerfile, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const reservedStageName: Rule = {
    id: 'reserved-stage-name',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'No stage is called `scratch` or `context`',
    why: 'Those names mean the empty image and the build context: the stage cannot be meant by its name.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS scratch\n',
            good: 'FROM alpine:3.24 AS scratch-stage\n',
        },
    ],
    covers: ['hadolint:DL3063', 'buildkit:ReservedStageName'],

    *check({ dockerfile }) {
        const seen = new Set<string>();
        for (const { name, index } of dockerfile.stages) {
            const value = name?.value ?? '';
            if (name === undefined || !['scratch', 'context'].includes(value.toLowerCase())) continue;
            const isFirst = !seen.has(value.toLowerCase());
            seen.add(value.toLowerCase());
            yield {
                message: `\`${value}\` has a meaning of its own`,
                range: rangeOf(dockerfile, name),
                aliases: [
                    ...(value === value.toLowerCase() ? (['hadolint:DL3063'] as const) : []),
                    'buildkit:ReservedStageName',
                ],
                fixes: isFirst ? [renameFix(dockerfile, name, index)] : [],
            };
        }
    },
};

/** A base of that name means the stage only where it is no `scratch`; what is copied from it is meant. */
function renameFix(dockerfile: Dockerfile, name: Word, index: number): Fix {
    const references = dockerfile.instructions
        .filter(({ stage = 0 }) => stage > index)
        .flatMap(sourcesOf)
        .filter(({ value }) => value.toLowerCase() === name.value.toLowerCase());
    const newName = `${name.value.toLowerCase()}-stage`;
    const edits = [name, ...references].map((word) => replaceSpan(dockerfile, word, newName));
    return { title: `Rename it to \`${newName}\``, preferred: false, edits };
}
