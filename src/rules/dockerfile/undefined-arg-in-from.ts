import { platformArguments } from '../../dockerfile/builderArguments';
import { suggest } from '../../dockerfile/parser/suggestion';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Variable } from '../../dockerfile/syntax';
import { definitionAt } from '../../dockerfile/variables';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const undefinedArgInFrom: Rule = {
    id: 'undefined-arg-in-from',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A `FROM` uses variables that are declared before the first one',
    why: 'Only an `ARG` before the first `FROM` counts there; any other variable is empty, and the image’s name is wrong.',
    examples: [
        {
            bad: 'ARG GO_VERSION=1.27\nFROM golang:${GO_VERSIN} AS build\n',
            good: 'ARG GO_VERSION=1.27\nFROM golang:${GO_VERSION} AS build\n',
        },
    ],
    covers: ['buildkit:UndefinedArgInFrom'],

    *check({ dockerfile }) {
        for (const { image, platform, from } of dockerfile.stages) {
            for (const variable of [...(platform?.value?.variables ?? []), ...(image?.variables ?? [])]) {
                if (definitionAt(dockerfile, from, variable.name) !== undefined) continue;
                const hasDefault =
                    variable.operator !== undefined && variable.operator !== ':?' && variable.operator !== '?';
                yield {
                    message: `No \`ARG\` before the first \`FROM\` declares \`${variable.name}\``,
                    range: rangeOf(dockerfile, variable),
                    aliases: ['buildkit:UndefinedArgInFrom'],
                    profile: hasDefault ? 'off' : 'recommended',
                    fixes: fixesOf(dockerfile, variable),
                };
            }
        }
    },
};

function fixesOf(dockerfile: Dockerfile, { name, nameSpan }: Variable): Fix[] {
    const first = dockerfile.instructions.findIndex(({ keyword }) => keyword === 'FROM');
    const declared = dockerfile.instructions
        .slice(0, Math.max(first, 0))
        .flatMap(({ keyword, pairs }) => (keyword === 'ARG' ? pairs.map(({ key }) => key.value) : []));
    const meant = suggest(name, [...declared, ...platformArguments]);
    if (meant === undefined) return [];
    return [{ title: `Use \`${meant}\``, preferred: true, edits: [replaceSpan(dockerfile, nameSpan, meant)] }];
}
