import { rangeOf } from '../../dockerfile/positions';
import { resolve } from '../../dockerfile/variables';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const exposeHostPort: Rule = {
    id: 'expose-host-port',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: '`EXPOSE` names ports of the container only',
    why: 'Which port or address of the machine leads there is said when the container is started: `EXPOSE` ignores it.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nEXPOSE 80:8080\n',
            good: 'FROM alpine:3.24\nEXPOSE 8080\n',
        },
    ],
    covers: ['buildkit:ExposeInvalidFormat'],

    *check({ dockerfile }) {
        for (const expose of dockerfile.instructions) {
            if (expose.keyword !== 'EXPOSE') continue;
            for (const word of expose.words) {
                const { value } = resolve(dockerfile, word, expose);
                const port = /^(?:(?:\[[^\]]*\]|[^:]*):)?(?:[\d-]*):(\d+(?:-\d+)?(?:\/\w+)?)$/.exec(value)?.[1];
                if (port === undefined) continue;
                yield {
                    message: `\`${word.raw}\` names more than a port of the container`,
                    range: rangeOf(dockerfile, word),
                    aliases: ['buildkit:ExposeInvalidFormat'],
                    fixes:
                        word.variables.length === 0
                            ? [
                                  {
                                      title: `Expose \`${port}\``,
                                      preferred: true,
                                      edits: [replaceSpan(dockerfile, word, port)],
                                  },
                              ]
                            : [],
                };
            }
        }
    },
};
