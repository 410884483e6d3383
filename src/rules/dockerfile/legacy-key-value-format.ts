import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Pair } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { instructionsOf } from '../instructions';
import type { Fix, Rule } from '../rule';

export const legacyKeyValueFormat: Rule = {
    id: 'legacy-key-value-format',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: '`ENV` and `LABEL` are written `key=value`',
    why: 'Without the `=` the whole rest of the line is one value, which is deprecated and easily read otherwise.',
    examples: [{ bad: 'FROM alpine:3.24\nENV GIN_MODE release\n', good: 'FROM alpine:3.24\nENV GIN_MODE=release\n' }],
    covers: ['buildkit:LegacyKeyValueFormat'],

    *check({ dockerfile }) {
        for (const { keyword, pairs } of instructionsOf(dockerfile, 'ENV', 'LABEL'))
            for (const pair of pairs.filter(({ legacy }) => legacy))
                yield {
                    message: `\`${keyword} ${pair.key.value}\` is written without \`=\``,
                    range: rangeOf(dockerfile, pair),
                    aliases: ['buildkit:LegacyKeyValueFormat'],
                    fixes: fixesOf(dockerfile, pair),
                };
    },
};

/** Where quotes, escapes or line breaks are in the value, a person decides what is meant. */
function fixesOf(dockerfile: Dockerfile, { key, value }: Pair): Fix[] {
    if (value === undefined) return [];
    const written = dockerfile.text.slice(value.start, value.end);
    const isPlain = value.quote !== undefined || !/["'\\`\r\n]/.test(written);
    if (!isPlain || /[\r\n]/.test(dockerfile.text.slice(key.end, value.end))) return [];
    const quoted = value.quote === undefined && /\s/.test(written) ? `"${written}"` : written;
    const edits = [replaceSpan(dockerfile, { start: key.end, end: value.end }, `=${quoted}`)];
    return [{ title: 'Write `key=value`', preferred: true, edits }];
}
