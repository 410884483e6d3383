import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const maintainerDeprecated: Rule = {
    id: 'maintainer-deprecated',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Authors are named by a label',
    why: '`MAINTAINER` is deprecated. A label does the same and is shown by every tool.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nMAINTAINER Jane Doe <jane@example.com>\n',
            good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"\n',
        },
    ],
    covers: ['hadolint:DL4000', 'buildkit:MaintainerDeprecated', 'trivy:DS-0022', 'checkov:CKV_DOCKER_6'],

    *check({ dockerfile }) {
        for (const instruction of dockerfile.instructions.filter(({ keyword }) => keyword === 'MAINTAINER'))
            yield {
                message: '`MAINTAINER` is deprecated',
                range: rangeOf(dockerfile, instruction),
                aliases: ['hadolint:DL4000', 'buildkit:MaintainerDeprecated', 'trivy:DS-0022', 'checkov:CKV_DOCKER_6'],
                fixes: fixesOf(dockerfile, instruction),
            };
    },
};

function fixesOf(dockerfile: Dockerfile, instruction: Instruction): Fix[] {
    const written = dockerfile.text.slice(instruction.body.start, instruction.body.end);
    const name = /^"([^"]*)"$/.exec(written)?.[1] ?? written;
    if (name === '' || /["\\$`\r\n]/.test(name)) return [];
    const label = `LABEL org.opencontainers.image.authors="${name}"`;
    const span = { start: instruction.start, end: instruction.body.end };
    return [{ title: 'Use a label', preferred: true, edits: [replaceSpan(dockerfile, span, label)] }];
}
