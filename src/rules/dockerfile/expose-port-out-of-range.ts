import { rangeOf } from '../../dockerfile/positions';
import type { Rule } from '../rule';

export const exposePortOutOfRange: Rule = {
    id: 'expose-port-out-of-range',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A port is a number up to 65535',
    why: 'There is no such port: the build fails.',
    examples: [{ bad: 'FROM alpine:3.24\nEXPOSE 80800\n', good: 'FROM alpine:3.24\nEXPOSE 8080\n' }],
    covers: ['hadolint:DL3011', 'trivy:DS-0008'],

    *check({ dockerfile }) {
        for (const { keyword, words } of dockerfile.instructions) {
            if (keyword !== 'EXPOSE') continue;
            for (const word of words) {
                const [, first = '', last = '0'] = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(word.value) ?? [];
                if (Number(first) <= 65535 && Number(last) <= 65535) continue;
                yield {
                    message: `\`${word.value}\` is beyond the last port, 65535`,
                    range: rangeOf(dockerfile, word),
                    aliases: [
                        'hadolint:DL3011',
                        ...(/^\d+(?:\/|$)/.test(word.raw) ? (['trivy:DS-0008'] as const) : []),
                    ],
                };
            }
        }
    },
};
