import { rangeOf } from '../../dockerfile/positions';
import { definitionAt } from '../../dockerfile/variables';
import { instructionsOf } from '../instructions';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const garbageCollectionOff: Rule = {
    id: 'garbage-collection-off',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: '`GOGC=off` goes with a GOMEMLIMIT',
    why: 'Without a collector the heap grows until the kernel kills the program. With GOMEMLIMIT the collector starts when the limit is near.',
    examples: [
        {
            bad: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENV GOGC=off\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENV GOGC=100\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        for (const { pairs, stage } of instructionsOf(dockerfile, 'ENV'))
            for (const { key, value } of pairs) {
                if (key.value !== 'GOGC' || value === undefined || !['off', '-1'].includes(value.value)) continue;
                const last = stage === undefined ? undefined : dockerfile.stages[stage]?.instructions.at(-1);
                const limit =
                    last &&
                    (definitionAt(dockerfile, last, 'GOMEMLIMIT') ??
                        last.pairs.find((pair) => pair.key.value === 'GOMEMLIMIT'));
                if (limit !== undefined) continue;
                yield {
                    message: 'Garbage is never collected: `GOGC` is `off`, and no `GOMEMLIMIT` is set',
                    range: rangeOf(dockerfile, value),
                    fixes: [
                        {
                            title: 'Collect garbage as Go does by default',
                            preferred: false,
                            edits: [replaceSpan(dockerfile, value, '100')],
                        },
                    ],
                };
            }
    },
};
