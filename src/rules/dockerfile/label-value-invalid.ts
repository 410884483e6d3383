import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { labelValues } from '../labelValues';
import type { Fix, LabelKind, Rule } from '../rule';

export const labelValueInvalid: Rule = {
    id: 'label-value-invalid',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Labels have values of the kind that the team’s schema says',
    why: 'Tools read the labels: a version that is none, or a date of another format, is read wrongly or not at all.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nLABEL org.opencontainers.image.version=v1.2.0\n',
            good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.version=1.2.0\n',
            settings: { labelSchema: { 'org.opencontainers.image.version': 'semver' } },
        },
    ],
    covers: [
        'hadolint:DL3051',
        'hadolint:DL3052',
        'hadolint:DL3053',
        'hadolint:DL3054',
        'hadolint:DL3055',
        'hadolint:DL3056',
        'hadolint:DL3058',
    ],

    *check({ dockerfile, settings }) {
        for (const { keyword, pairs } of dockerfile.instructions) {
            if (keyword !== 'LABEL') continue;
            for (const { key, value } of pairs) {
                const kind = Object.hasOwn(settings.labelSchema, key.value)
                    ? settings.labelSchema[key.value]
                    : undefined;
                if (kind === undefined || value === undefined) continue;
                const known = kind === 'text' ? undefined : labelValues[kind];
                const isEmpty = value.value === '';
                const isInvalid = known !== undefined && !known.isValid(value.value);
                if (!isEmpty && !isInvalid) continue;
                yield {
                    message: isEmpty
                        ? `The label \`${key.value}\` is empty`
                        : `\`${value.value}\` is not ${known?.wanted ?? 'a text'}`,
                    range: rangeOf(dockerfile, value),
                    aliases: [...(isEmpty ? (['hadolint:DL3051'] as const) : []), ...(isInvalid ? [known.alias] : [])],
                    // what a variable holds is known to the build only
                    ...(value.variables.length > 0 && { profile: 'off' }),
                    fixes: fixesOf(dockerfile, value, kind),
                };
            }
        }
    },
};

function fixesOf(dockerfile: Dockerfile, { value, start, end }: Word, kind: LabelKind): Fix[] {
    const version = value.replace(/^v/, '');
    if (kind !== 'semver' || version === value || !labelValues.semver.isValid(version)) return [];
    const edits = [replaceSpan(dockerfile, { start, end }, version)];
    return [{ title: `Write \`${version}\``, preferred: true, edits }];
}
