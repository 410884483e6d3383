import { positionAt, rangeOf } from '../dockerfile/positions';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { isTrigger } from './onbuild';
import type { Alias, Fault } from './rule';

/** A check of another tool that says nothing more exact than which instruction it means. */
interface Report {
    readonly alias: Alias;
    readonly reports: (instruction: Instruction) => boolean;
    /** The fault that means the same carries this alias; any fault of the instruction does where it is absent. */
    readonly fits?: Alias;
    /** What is told where no fault fits. */
    readonly message: string;
}

/**
 * The faults of a rule, the first one in each reported instruction with the alias of the check that reports it; where none
 * fits, a fault of its own in profile `off` tells it.
 */
export function* withReports(
    dockerfile: Dockerfile,
    faults: Iterable<Fault>,
    keyword: string,
    reports: readonly Report[],
): Iterable<Fault> {
    const found = Array.from(faults);
    const byLine = faultsByInstruction(dockerfile, found);
    const added = new Map<Fault, Alias[]>();
    const left: Fault[] = [];
    for (const instruction of dockerfile.instructions) {
        if (instruction.keyword !== keyword || isTrigger(dockerfile, instruction)) continue;
        const own = byLine.get(instruction) ?? [];
        const unmatched = reports
            .filter((report) => report.reports(instruction))
            .filter(({ alias, fits }) => {
                const fault = own.find(({ aliases = [] }) => fits === undefined || aliases.includes(fits));
                if (fault !== undefined) added.set(fault, [...(added.get(fault) ?? []), alias]);
                return fault === undefined;
            });
        const [first] = unmatched;
        if (first === undefined) continue;
        const { start, body, keywordSpan } = instruction;
        const range = rangeOf(dockerfile, { start, end: Math.max(body.end, keywordSpan.end) });
        left.push({ message: first.message, range, aliases: unmatched.map(({ alias }) => alias), profile: 'off' });
    }
    for (const fault of found) yield { ...fault, aliases: [...(fault.aliases ?? []), ...(added.get(fault) ?? [])] };
    yield* left;
}

function faultsByInstruction(dockerfile: Dockerfile, faults: readonly Fault[]): ReadonlyMap<Instruction, Fault[]> {
    const owners = new Map<number, Instruction>();
    if (faults.length > 0)
        for (const instruction of dockerfile.instructions) {
            const last = positionAt(dockerfile, instruction.end).line;
            for (let { line } = positionAt(dockerfile, instruction.start); line <= last; line++)
                owners.set(line, instruction);
        }
    const found = new Map<Instruction, Fault[]>();
    for (const fault of faults) {
        const owner = owners.get(fault.range.start.line);
        if (owner !== undefined) found.set(owner, [...(found.get(owner) ?? []), fault]);
    }
    return found;
}
