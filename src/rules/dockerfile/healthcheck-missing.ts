import { rangeOf } from '../../dockerfile/positions';
import { finalStage } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { insertLinesAfter } from '../edits';
import { builtOn, knownAs } from '../knownAs';
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

/** Stages with a HEALTHCHECK, those built on them, and those that they are built on, as hadolint knows them again. */
function checkedStages({ stages }: Dockerfile): ReadonlySet<number> {
    const checked = new Set<number>();
    const checkedNames = new Set<string>();
    const unchecked = new Map<string, Stage[]>();
    for (const stage of stages) {
        const name = knownAs(stage);
        const isOwn = stage.instructions.some(({ keyword }) => keyword === 'HEALTHCHECK');
        if (!isOwn && !checkedNames.has(builtOn(stage))) {
            const others = unchecked.get(name);
            if (others === undefined) unchecked.set(name, [stage]);
            else others.push(stage);
            continue;
        }
        checked.add(stage.index);
        checkedNames.add(name);
        const bases = isOwn ? [builtOn(stage)] : [];
        for (let base = bases.pop(); base !== undefined; base = bases.pop()) {
            for (const ancestor of unchecked.get(base) ?? []) {
                checked.add(ancestor.index);
                bases.push(builtOn(ancestor));
            }
            if (unchecked.delete(base)) checkedNames.add(base);
        }
    }
    return checked;
}
