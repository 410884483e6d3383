import { expand } from '../../dockerfile/scope/expand';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Flag } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Alias, Rule } from '../rule';

export const redundantTargetPlatform: Rule = {
    id: 'redundant-target-platform',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: '`--platform=$TARGETPLATFORM` is left out',
    why: 'A builder takes the platform of the target unless it is told otherwise.',
    examples: [
        {
            bad: 'FROM --platform=$TARGETPLATFORM golang:1.27 AS build\n',
            good: 'FROM golang:1.27 AS build\n',
        },
    ],
    covers: ['hadolint:DL3065', 'buildkit:RedundantTargetPlatform'],

    *check({ dockerfile }) {
        for (const { platform, image } of dockerfile.stages) {
            if (platform?.value === undefined) continue;
            const aliases = aliasesOf(dockerfile, platform);
            if (aliases.length === 0) continue;
            const end = image?.start ?? platform.end;
            yield {
                message: 'The platform of the target is what a builder takes anyway',
                range: rangeOf(dockerfile, platform),
                aliases,
                fixes: [
                    {
                        title: 'Remove `--platform`',
                        preferred: true,
                        edits: [replaceSpan(dockerfile, { start: platform.start, end }, '')],
                    },
                ],
            };
        }
    },
};

function aliasesOf({ escape }: Dockerfile, { value }: Flag): Alias[] {
    if (value === undefined) return [];
    const { raw, variables } = value;
    const isAlone = variables.length > 0 && variables.every(({ name }) => name === 'TARGETPLATFORM');
    const sample = 'linux/amd64';
    const expansion = expand(raw, escape, (name) => (name === 'TARGETPLATFORM' ? sample : undefined));
    return [
        ...(/^\$(TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(raw) ? (['hadolint:DL3065'] as const) : []),
        ...(isAlone && expansion.value === sample ? (['buildkit:RedundantTargetPlatform'] as const) : []),
    ];
}
