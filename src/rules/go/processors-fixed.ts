import { rangeOf } from '../../dockerfile/positions';
import { removeItem } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const processorsFixed: Rule = {
    id: 'processors-fixed',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'Go finds out itself how many processors it may use',
    why: 'Since Go 1.25 the limit of the container counts, and changes of it too. A number in the image is right for one machine.',
    examples: [
        {
            bad: 'FROM registry.example.com/base:1.2@sha256:0000000000000000000000000000000000000000000000000000000000000000\nENV GOMAXPROCS=4\n',
            good: 'FROM registry.example.com/base:1.2@sha256:0000000000000000000000000000000000000000000000000000000000000000\n',
        },
    ],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'ENV'))
            for (const [at, pair] of instruction.pairs.entries()) {
                if (pair.key.value !== 'GOMAXPROCS' || !/^\d+$/.test(pair.value?.value ?? '')) continue;
                const edits = removeItem(dockerfile, instruction, instruction.pairs, at);
                yield {
                    message: `Programs use ${pair.value?.value ?? ''} processors, whatever the container may use`,
                    range: rangeOf(dockerfile, pair),
                    fixes: edits.length === 0 ? [] : [{ title: 'Leave `GOMAXPROCS` out', preferred: true, edits }],
                };
            }
    },
};
