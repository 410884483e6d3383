import { rangeOf } from '../../dockerfile/positions';
import { sourcesOf } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import type { Rule } from '../rule';

export const labelMissing: Rule = {
    id: 'label-missing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: 'Images carry the labels that the team’s schema asks for',
    why: 'What is in an image, whose it is and where it comes from is found by its labels.',
    examples: [
        {
            bad: 'FROM alpine:3.24\n',
            good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.source="https://github.com/example/app"\n',
            settings: { labelSchema: { 'org.opencontainers.image.source': 'url' } },
        },
    ],
    covers: ['hadolint:DL3049'],

    *check({ dockerfile, settings }) {
        const missing = new Map<Stage, string[]>();
        for (const label of Object.keys(settings.labelSchema))
            for (const stage of stagesWithout(dockerfile, label))
                missing.set(stage, [...(missing.get(stage) ?? []), `\`${label}\``]);
        for (const [stage, labels] of missing)
            yield {
                message:
                    labels.length === 1
                        ? `The label ${labels.join()} is missing`
                        : `The labels ${labels.join(', ')} are missing`,
                range: rangeOf(dockerfile, stage.image ?? stage.from),
                aliases: ['hadolint:DL3049'],
            };
    },
};

/** Not those that others copy from, nor those whose nameless child has the label. */
function stagesWithout({ stages }: Dockerfile, label: string): Stage[] {
    const labelled = new Set<number>();
    const silenced = new Set<string>();
    for (const { index, image, name, parent, instructions } of stages) {
        const isOwn = instructions.some(
            ({ keyword, pairs }) => keyword === 'LABEL' && pairs.some(({ key }) => key.value === label),
        );
        if (isOwn || (parent !== undefined && labelled.has(parent))) labelled.add(index);
        if (isOwn && name === undefined && image !== undefined) silenced.add(image.value);
        for (const instruction of instructions)
            if (instruction.keyword === 'COPY') for (const { value } of sourcesOf(instruction)) silenced.add(value);
    }
    return stages.filter(({ index, name }) => !labelled.has(index) && !silenced.has(name?.value ?? ''));
}
