import { rangeOf } from '../../dockerfile/positions';
import { resolve } from '../../dockerfile/variables';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const exposeProtocolCasing: Rule = {
    id: 'expose-protocol-casing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: 'Protocols in `EXPOSE` are in lower case',
    why: 'The image says `tcp` and `udp`: what is written there otherwise is not what is found later.',
    examples: [{ bad: 'FROM alpine:3.24\nEXPOSE 8080/TCP\n', good: 'FROM alpine:3.24\nEXPOSE 8080/tcp\n' }],
    covers: ['buildkit:ExposeProtoCasing'],

    *check({ dockerfile }) {
        for (const expose of dockerfile.instructions) {
            if (expose.keyword !== 'EXPOSE') continue;
            for (const word of expose.words) {
                const { value } = resolve(dockerfile, word, expose);
                const slash = value.indexOf('/');
                const protocol = value.slice(slash + 1);
                if (slash === -1 || protocol.includes('$') || protocol === protocol.toLowerCase()) continue;
                const written = word.raw.slice(word.raw.indexOf('/') + 1);
                const isPlain = word.variables.length === 0 && !/["'\\]/.test(word.raw);
                yield {
                    message: `\`${protocol}\` is not in lower case`,
                    range: rangeOf(dockerfile, word),
                    aliases: ['buildkit:ExposeProtoCasing'],
                    fixes: isPlain
                        ? [
                              {
                                  title: `Write \`${written.toLowerCase()}\``,
                                  preferred: true,
                                  edits: [replaceSpan(dockerfile, word, word.raw.toLowerCase())],
                              },
                          ]
                        : [],
                };
            }
        }
    },
};
