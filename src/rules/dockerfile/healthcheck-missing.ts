import { rangeOf } from '../../dockerfile/positions';
import { finalStage } from '../../dockerfile/stages';
import type { Dockerfile } from '../../dockerfile/syntax';
import { insertLinesAfter } from '../edits';
import type { Alias, Rule } from '../rule';

export const healthcheckMissing: Rule = {
    id: 'healthcheck-missing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    summary: 'An image says how its health is checked',
    why: 'Docker and Compose restart and wait by it. Kubernetes does not read it: there probes say the same.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nUSER 65532\nCMD ["/app"]\n',
            good: 'FROM alpine:3.24\nUSER 65532\nCMD ["/app"]\nHEALTHCHECK NONE\n',
        },
    ],
    covers: ['hadolint:DL3057', 'trivy:DS-0026', 'checkov:CKV_DOCKER_2', 'kics:b03a748a'],

    *check({ dockerfile }) {
        const final = finalStage(dockerfile);
        const checked = checkedStages(dockerfile);
        const isAnywhere = dockerfile.instructions.some(({ keyword }) => keyword === 'HEALTHCHECK');
        for (const stage of dockerfile.stages) {
            if (checked.has(stage.index)) continue;
            const last = stage.instructions.at(-1) ?? stage.from;
            yield {
                message: stage === final ? 'The image has no `HEALTHCHECK`' : 'This stage has no `HEALTHCHECK`',
                range: rangeOf(dockerfile, stage.image ?? stage.from),
                aliases: ['hadolint:DL3057', ...(stage === final && !isAnywhere ? forTheFile : [])],
                fixes: [
                    {
                        title: 'Say that there is none',
                        preferred: false,
                        edits: [insertLinesAfter(dockerfile, last, 'HEALTHCHECK NONE')],
                    },
                ],
            };
        }
    },
};

/** They look at the file as a whole. */
const forTheFile: readonly Alias[] = ['trivy:DS-0026', 'checkov:CKV_DOCKER_2', 'kics:b03a748a'];

/** Stages with a HEALTHCHECK, those built on them, and those that they are built on. */
function checkedStages({ stages }: Dockerfile): ReadonlySet<number> {
    const checked = new Set<number>();
    for (const { index, parent, instructions } of stages) {
        const isOwn = instructions.some(({ keyword }) => keyword === 'HEALTHCHECK');
        if (isOwn || (parent !== undefined && checked.has(parent))) checked.add(index);
    }
    for (const { index, parent } of [...stages].reverse())
        if (parent !== undefined && checked.has(index)) checked.add(parent);
    return checked;
}
