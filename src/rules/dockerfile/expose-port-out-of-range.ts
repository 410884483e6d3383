import { rangeOf } from '../../dockerfile/positions';
import type { Word } from '../../dockerfile/syntax';
import { removeItem } from '../edits';
import type { FileEdit, Fix, Rule } from '../rule';

export const exposePortOutOfRange: Rule = {
    id: 'expose-port-out-of-range',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A port is a number up to 65535',
    why: 'There is no such port: the build fails.',
    examples: [{ bad: 'FROM alpine:3.24\nEXPOSE 8080 80800\n', good: 'FROM alpine:3.24\nEXPOSE 8080\n' }],
    covers: ['hadolint:DL3011', 'trivy:DS-0008'],

    *check({ dockerfile }) {
        for (const instruction of dockerfile.instructions) {
            const { keyword, words } = instruction;
            if (keyword !== 'EXPOSE') continue;
            for (const [at, word] of words.entries()) {
                const [, first = '', last = '0'] = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(word.value) ?? [];
                if (Number(first) <= 65535 && Number(last) <= 65535) continue;
                yield {
                    message: `\`${word.value}\` is beyond the last port, 65535`,
                    range: rangeOf(dockerfile, word),
                    aliases: [
                        'hadolint:DL3011',
                        ...(/^\d+(?:\/|$)/.test(word.raw) ? (['trivy:DS-0008'] as const) : []),
                    ],
                    fixes: removeFixes(removeItem(dockerfile, instruction, words, at), word),
                };
            }
        }
    },
};

/** Which port is meant only a person knows. */
function removeFixes(edits: readonly FileEdit[], { value }: Word): Fix[] {
    return edits.length === 0 ? [] : [{ title: `Remove \`${value}\``, preferred: false, edits }];
}
