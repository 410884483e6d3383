import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Span } from '../../dockerfile/syntax';
import { replaceSpan, textOf } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const hostKeyCheckOff: Rule = {
    id: 'host-key-check-off',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'SSH knows the servers that it connects to',
    why: 'Without the check of host keys anybody on the way can answer as the git server and hand out other sources. The keys are published by each hosting service and belong into `known_hosts`.',
    examples: [
        {
            bad: 'FROM golang:1.27\nENV GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no"\n',
            good: 'FROM golang:1.27\nENV GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=yes"\n',
        },
    ],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'RUN', 'ENV', 'ARG', 'COPY')) {
            const { body, heredocs } = instruction;
            for (const span of [body, ...heredocs.map((heredoc) => heredoc.body)])
                for (const { option, value } of optionsIn(dockerfile, span))
                    yield {
                        message: 'SSH trusts any server that answers',
                        range: rangeOf(dockerfile, { start: option.start, end: value.end }),
                        fixes: [
                            {
                                title: 'Check host keys',
                                preferred: false,
                                edits: [replaceSpan(dockerfile, value, 'yes')],
                            },
                        ],
                    };
        }
    },
};

const option = /StrictHostKeyChecking(?:[ \t]*=[ \t]*|[ \t]+)["']?(no|off|false)\b/gi;

function optionsIn(dockerfile: Dockerfile, span: Span): { option: Span; value: Span }[] {
    return Array.from(textOf(dockerfile, span).matchAll(option), ({ index, 0: whole, 1: value = '' }) => {
        const start = span.start + index;
        const end = start + whole.length;
        return { option: { start, end }, value: { start: end - value.length, end } };
    });
}
