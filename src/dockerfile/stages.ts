import { oncePerDockerfile } from './once';
import type { Dockerfile, Instruction, Stage, Word } from './syntax';

/** What a build without `--target` gives. */
export function finalStage(dockerfile: Dockerfile): Stage | undefined {
    return dockerfile.stages.at(-1);
}

/** The stage that an instruction stands in. */
export function stageOf(dockerfile: Dockerfile, instruction: Instruction): Stage | undefined {
    return instruction.stage === undefined ? undefined : dockerfile.stages[instruction.stage];
}

/** The stage and its parents in the file, nearest first. */
export function lineageOf(dockerfile: Dockerfile, stage: Stage): Stage[] {
    const lineage: Stage[] = [];
    for (let at: Stage | undefined = stage; at !== undefined;) {
        lineage.push(at);
        at = at.parent === undefined ? undefined : dockerfile.stages[at.parent];
    }
    return lineage;
}

/**
 * The stage that `--from=` or `from=` means: by name without regard to case, else by number, among those before the
 * stage with index `before`. Where a name is given twice, the later stage counts.
 */
export function stageByReference(dockerfile: Dockerfile, reference: string, before: number): Stage | undefined {
    const named = indicesByName(dockerfile).get(reference.toLowerCase());
    const byName = named?.findLast((index) => index < before);
    if (byName !== undefined) return dockerfile.stages[byName];
    return /^\d{1,9}$/.test(reference) && Number(reference) < before ? dockerfile.stages[Number(reference)] : undefined;
}

/** The stages of each name, in lower case, in order. */
const indicesByName = oncePerDockerfile(({ stages }): ReadonlyMap<string, readonly number[]> => {
    const named = new Map<string, number[]>();
    for (const { name, index } of stages) {
        if (name === undefined) continue;
        const key = name.value.toLowerCase();
        named.set(key, [...(named.get(key) ?? []), index]);
    }
    return named;
});

/** The words that name where an instruction takes files from: `COPY --from=` and `from=` of mounts, under ONBUILD too. */
export function sourcesOf(instruction: Instruction): Word[] {
    const { keyword, flags, trigger } = instruction;
    if (trigger !== undefined) return sourcesOf(trigger);
    return flags.flatMap(({ name, value, options }) => {
        if (keyword === 'COPY' && name === 'from') return value === undefined ? [] : [value];
        const from =
            keyword === 'RUN' && name === 'mount' ? options.find((option) => option.name === 'from') : undefined;
        return from?.value === undefined ? [] : [from.value];
    });
}

/** The indices of the stages that a build of `target` runs, itself included. */
export function stagesNeededBy(dockerfile: Dockerfile, target: Stage): ReadonlySet<number> {
    const needed = new Set([target.index]);
    for (const index of needed) {
        const stage = dockerfile.stages[index];
        if (stage === undefined) continue;
        if (stage.parent !== undefined) needed.add(stage.parent);
        for (const instruction of stage.instructions) {
            // a trigger runs in the stages built on this one, whose earlier stages are not these
            if (instruction.trigger !== undefined) continue;
            for (const source of sourcesOf(instruction)) {
                const found = stageByReference(dockerfile, source.value, index);
                if (found !== undefined) needed.add(found.index);
            }
        }
    }
    return needed;
}
