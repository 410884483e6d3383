import type { Dockerfile, Instruction } from '../dockerfile/syntax';

const cache = new WeakMap<Dockerfile, ReadonlyMap<Instruction, ReadonlySet<string>>>();
const none: ReadonlySet<string> = new Set();

/**
 * The names that the file itself has declared before an instruction, as hadolint counts them: each ENV of the stage and of
 * the stages it is built on, and each ARG so far, in whatever stage.
 */
export function declaredNamesAt(dockerfile: Dockerfile, instruction: Instruction): ReadonlySet<string> {
    let known = cache.get(dockerfile);
    if (known === undefined) {
        known = readNames(dockerfile);
        cache.set(dockerfile, known);
    }
    return known.get(instruction) ?? none;
}

/** Instructions between two declarations share one set. */
function readNames({ instructions, stages }: Dockerfile): ReadonlyMap<Instruction, ReadonlySet<string>> {
    const byInstruction = new Map<Instruction, ReadonlySet<string>>();
    const environments: string[][] = [];
    const declared: string[] = [];
    let environment: string[] = [];
    let current: ReadonlySet<string> = none;
    for (const instruction of instructions) {
        const { keyword, pairs, stage } = instruction;
        if (keyword === 'FROM') {
            const parent = stage === undefined ? undefined : stages[stage]?.parent;
            environment = [...((parent === undefined ? undefined : environments[parent]) ?? [])];
            environments.push(environment);
        }
        if (keyword === 'RUN' || keyword === 'ONBUILD') {
            if (current === none) current = new Set([...environment, ...declared]);
            byInstruction.set(instruction, current);
        }
        if (keyword === 'ENV') for (const { key } of pairs) environment.push(key.value);
        if (keyword === 'ARG') for (const { key } of pairs) declared.push(key.value);
        if (keyword === 'FROM' || keyword === 'ENV' || keyword === 'ARG') current = none;
    }
    return byInstruction;
}
