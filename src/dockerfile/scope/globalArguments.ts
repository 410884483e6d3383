import { expand, type Lookup } from './expand';
import type { Escape, Instruction, Pair } from '../syntax';

/** An ARG before the first FROM, with its default expanded; `undefined` where it has none or that refers to something unknown. */
export interface GlobalArgument {
    readonly pair: Pair;
    readonly instruction: Instruction;
    readonly value: string | undefined;
}

/** In the order of the text. Several words of one ARG do not see each other. */
export function readGlobalArguments(instructions: readonly Instruction[], escape: Escape): GlobalArgument[] {
    const found: GlobalArgument[] = [];
    const known = new Map<string, string>();
    for (const instruction of instructions) {
        if (instruction.keyword === 'FROM') break;
        if (instruction.keyword !== 'ARG') continue;
        const own = instruction.pairs.map((pair) => ({
            pair,
            instruction,
            value: defaultOf(pair, escape, (name) => known.get(name)),
        }));
        for (const { pair, value } of own) if (value !== undefined) known.set(pair.key.value, value);
        for (const argument of own) found.push(argument);
    }
    return found;
}

/** The value of a pair with its variables replaced; `undefined` where one of them is not known. */
export function defaultOf({ value }: Pair, escape: Escape, lookup: Lookup): string | undefined {
    if (value === undefined) return undefined;
    const expansion = expand(value.raw, escape, lookup);
    return expansion.isComplete ? expansion.value : undefined;
}
