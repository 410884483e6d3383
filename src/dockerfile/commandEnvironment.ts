import { expand } from './scope/expand';
import { oncePer } from './once';
import { shellOf, type ShellAssignment, type ShellCommand, type ShellWord } from './shell';
import type { Dockerfile, Instruction, Span } from './syntax';
import { definitionAt } from './variables';

/** Programs that run the command behind them, with the flags of theirs that take a value. */
const wrappers: Readonly<Record<string, readonly string[]>> = {
    command: [],
    env: ['-u', '--unset', '-C', '--chdir'],
    exec: ['-a'],
    nice: ['-n', '--adjustment'],
    nohup: [],
    sudo: ['-u', '--user', '-g', '--group'],
    time: ['-f', '-o'],
};

const mostLayers = 5;

/** `env A=1 go build` and the like as `A=1 go build`; any other command as it is. */
export function unwrap(command: ShellCommand): ShellCommand {
    let unwrapped = command;
    for (let layer = 0; layer < mostLayers; layer++) {
        const inner = unwrapOnce(unwrapped);
        if (inner === undefined) break;
        unwrapped = inner;
    }
    return unwrapped;
}

function unwrapOnce(command: ShellCommand): ShellCommand | undefined {
    const { name, args } = command;
    const withValue = name.isLiteral && Object.hasOwn(wrappers, name.value) ? wrappers[name.value] : undefined;
    if (withValue === undefined) return undefined;
    const assignments: ShellAssignment[] = [];
    for (let at = 0; at < args.length; at++) {
        const word = args[at];
        if (word === undefined) break;
        const assignment = name.value === 'env' ? readAssignment(word) : undefined;
        if (assignment !== undefined) assignments.push(assignment);
        else if (word.value.startsWith('-')) at += withValue.includes(word.value) ? 1 : 0;
        else
            return {
                ...command,
                name: word,
                args: args.slice(at + 1),
                assignments: [...command.assignments, ...assignments],
            };
    }
    return undefined;
}

function readAssignment(word: ShellWord): ShellAssignment | undefined {
    const { start, end, raw, value, isLiteral } = word;
    const name = /^[A-Za-z_][A-Za-z0-9_]*(?==)/.exec(value)?.[0];
    if (name === undefined) return undefined;
    const written = raw.slice(raw.indexOf('=') + 1);
    return { start, end, name, value: { start, end, raw: written, value: value.slice(name.length + 1), isLiteral } };
}

/** What a variable is when a command starts, and where that is said. */
export interface CommandVariable {
    /** `undefined` where it depends on something unknown. */
    readonly value: string | undefined;
    /** `undefined` where the builder or the base image says it. */
    readonly span: Span | undefined;
}

/**
 * A variable in the environment of a command: given before it, exported earlier in the same instruction, or set by ENV,
 * ARG or the base image. `undefined` where nothing sets it.
 */
export function variableOf(
    dockerfile: Dockerfile,
    instruction: Instruction,
    command: ShellCommand,
    name: string,
): CommandVariable | undefined {
    const own = unwrap(command).assignments.findLast((assignment) => assignment.name === name);
    const definition = definitionAt(dockerfile, instruction, name);
    const given = own ?? exportedBefore(exportsOf(dockerfile, instruction), command, name, definition !== undefined);
    if (given !== undefined) {
        const { start, end } = given;
        return { value: valueOf(dockerfile, instruction, given), span: { start, end } };
    }
    // an ARG without a value is no variable of the environment
    const isSet = definition !== undefined && (definition.kind !== 'arg' || definition.pair?.value !== undefined);
    if (!isSet && definition?.value === undefined) return undefined;
    const { value, pair } = definition;
    return { value, span: pair && { start: pair.start, end: pair.end } };
}

function valueOf(dockerfile: Dockerfile, instruction: Instruction, { value }: ShellAssignment): string | undefined {
    if (value === undefined || value.value.includes('`') || value.value.includes('$(')) return undefined;
    const expansion = expand(
        value.value,
        dockerfile.escape,
        (name) => definitionAt(dockerfile, instruction, name)?.value,
    );
    return expansion.isComplete ? expansion.value : undefined;
}

interface Exports {
    /** `export NAME=…`, and `NAME=…` alone, in the order of the text. */
    readonly assignments: readonly (ShellAssignment & { readonly isExport: boolean })[];
    /** `export NAME`, and those above. */
    readonly names: ReadonlySet<string>;
}

const exportsOf = oncePer((dockerfile, instruction: Instruction): Exports => {
    const shell = shellOf(dockerfile, instruction);
    const words = shell.commands.filter(({ name }) => name.value === 'export').flatMap(({ args }) => args);
    const exported = words.map(readAssignment).filter((assignment) => assignment !== undefined);
    return {
        assignments: [
            ...exported.map((assignment) => ({ ...assignment, isExport: true })),
            ...shell.assignments.map((assignment) => ({ ...assignment, isExport: false })),
        ].sort((a, b) => a.start - b.start),
        names: new Set([...words.map(({ value }) => value), ...exported.map(({ name }) => name)]),
    };
});

/** What stands alone counts only where the variable is in the environment anyway, or exported somewhere. */
function exportedBefore(
    { assignments, names }: Exports,
    command: ShellCommand,
    name: string,
    isInEnvironment: boolean,
): ShellAssignment | undefined {
    return assignments.findLast(
        (assignment) =>
            assignment.start < command.start &&
            assignment.name === name &&
            (assignment.isExport || isInEnvironment || names.has(name)),
    );
}
