import { rangeOf } from '../../dockerfile/positions';
import { instructionsOf } from '../instructions';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const goMemoryLimitMalformed: Rule = {
    id: 'go-memory-limit-malformed',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'GOMEMLIMIT is a number of bytes, or of KiB, MiB, GiB or TiB',
    why: 'The Go runtime reads it before `main` and ends the program with `malformed GOMEMLIMIT` where it is anything else: the `256Mi` of Kubernetes and the `256m` of Docker, too.',
    examples: [
        {
            bad: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENV GOMEMLIMIT=230Mi\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
            good: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENV GOMEMLIMIT=230MiB\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        for (const { pairs } of instructionsOf(dockerfile, 'ENV'))
            for (const { key, value } of pairs) {
                if (key.value !== 'GOMEMLIMIT' || value === undefined || value.variables.length > 0) continue;
                if (/^(?:\d+(?:B|[KMGT]iB)?|off)?$/.test(value.value)) continue;
                const meant = /^(\d+) ?([kmgt])i?b?$/i.exec(value.value);
                const text = meant === null ? undefined : `${meant[1] ?? ''}${(meant[2] ?? '').toUpperCase()}iB`;
                yield {
                    message: `\`${value.value}\` is no memory limit that Go can read: programs end before \`main\``,
                    range: rangeOf(dockerfile, value),
                    fixes:
                        text === undefined
                            ? []
                            : [
                                  {
                                      title: `Write \`${text}\``,
                                      preferred: true,
                                      edits: [replaceSpan(dockerfile, value, text)],
                                  },
                              ],
                };
            }
    },
};
