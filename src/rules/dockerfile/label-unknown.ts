import { rangeOf } from '../../dockerfile/positions';
import { removeInstruction } from '../edits';
import type { Rule } from '../rule';

export const labelUnknown: Rule = {
    id: 'label-unknown',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: 'Images carry no labels but those of the team’s schema',
    why: 'A team that keeps its labels strictly wants no other ones, and no misspelt ones.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nLABEL colour=blue\n',
            good: 'FROM alpine:3.24\n',
            settings: { strictLabels: true },
        },
    ],
    covers: ['hadolint:DL3050'],

    *check({ dockerfile, settings }) {
        if (!settings.strictLabels) return;
        for (const instruction of dockerfile.instructions) {
            if (instruction.keyword !== 'LABEL') continue;
            for (const { key } of instruction.pairs) {
                if (Object.hasOwn(settings.labelSchema, key.value)) continue;
                yield {
                    message: `The label \`${key.value}\` is not in the schema`,
                    range: rangeOf(dockerfile, key),
                    aliases: ['hadolint:DL3050'],
                    fixes:
                        instruction.pairs.length === 1
                            ? [
                                  {
                                      title: 'Remove the label',
                                      preferred: false,
                                      edits: [removeInstruction(dockerfile, instruction)],
                                  },
                              ]
                            : [],
                };
            }
        }
    },
};
