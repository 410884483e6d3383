import { sliceFolded } from './parser/fold';
import { execCommand } from './shell/execCommand';
import { parseBounded } from './shell/parseBounded';
import { readScript, type ReadScript } from './shell/readScript';
import { oncePer } from './once';
import { shellAt } from './configuration';
import { stageOf } from './stages';
import { isPosixShell, shellSourceOf, type ShellSource } from './shell/shellSource';
import type { Dockerfile, Instruction, Span, SyntaxFault } from './syntax';

/** What RUN, CMD, ENTRYPOINT or HEALTHCHECK runs, as a shell reads it. */
export interface Shell {
    /** All commands in the order of the text, nested ones included; none at all where the shell could not be parsed. */
    readonly commands: readonly ShellCommand[];
    /** `NAME=value` that stands alone, without a command. */
    readonly assignments: readonly ShellAssignment[];
    /** Each `a | b` as a whole. */
    readonly pipelines: readonly Span[];
    /** Why it could not be parsed. */
    readonly faults: readonly SyntaxFault[];
}

/** A run of text that the shell takes for one word. Spans count in the document, continuations inside included. */
export interface ShellWord extends Span {
    /** As written, continuations taken out. */
    readonly raw: string;
    /** Without quotes and escapes; variables and substitutions as written. */
    readonly value: string;
    /** Whether nothing in it is expanded. */
    readonly isLiteral: boolean;
}

export interface ShellAssignment extends Span {
    readonly name: string;
    /** `undefined` for an array. */
    readonly value: ShellWord | undefined;
}

export interface ShellRedirection extends Span {
    /** Such as `>`, `2>` or `<<`. */
    readonly operator: string;
    readonly target: ShellWord | undefined;
}

export interface ShellOperator extends Span {
    /** `newline` parts the lines of a script. */
    readonly kind: '&&' | '||' | ';' | '&' | 'newline';
}

/** A member of a chain such as `a && b | c; d`: a command, a pipeline, or a compound such as `if … fi`. */
export interface ShellElement extends Span {
    readonly before: ShellOperator | undefined;
    readonly after: ShellOperator | undefined;
    readonly previous: Span | undefined;
    readonly next: Span | undefined;
}

/** What a command stands in: `( )`, `$( )`, `{ }`, the test of an `if` or `while`, its other parts, a loop or `case`, a function. */
export type ShellNesting = 'subshell' | 'substitution' | 'group' | 'condition' | 'branch' | 'loop' | 'function';

/** A simple command; its span runs from its first assignment or redirection to its last word or redirection. */
export interface ShellCommand extends Span {
    /** Its first word behind assignments. */
    readonly name: ShellWord;
    readonly args: readonly ShellWord[];
    /** `A=1` before the name. */
    readonly assignments: readonly ShellAssignment[];
    readonly redirections: readonly ShellRedirection[];
    /** The member of its chain that it is, or belongs to. */
    readonly element: ShellElement;
    readonly isInPipe: boolean;
    /** The simple command that reads its output through `|`. */
    readonly pipesInto: ShellCommand | undefined;
    /** Outermost first. */
    readonly within: readonly ShellNesting[];
    readonly source: ShellSource['kind'];
}

const runningKeywords = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const nothing: Shell = { commands: [], assignments: [], pipelines: [], faults: [] };

/** The shell of an instruction, parsed on first use. Other keywords have none of it. */
export const shellOf = oncePer(readShell);

/** All commands that an instruction runs, nested ones included; for ONBUILD ask with its trigger. */
export function commandsOf(dockerfile: Dockerfile, instruction: Instruction): readonly ShellCommand[] {
    return shellOf(dockerfile, instruction).commands;
}

function readShell(dockerfile: Dockerfile, instruction: Instruction): Shell {
    if (!runningKeywords.has(instruction.keyword)) return nothing;
    const exec = execCommand(dockerfile, instruction);
    const source = readsPosixShell(dockerfile, instruction) ? shellSourceOf(dockerfile, instruction) : undefined;
    const scripts = source === undefined ? [] : readSource(source);
    const faults = scripts.flatMap((script) => script.faults);
    if (faults.length > 0) return { ...nothing, faults };
    return {
        commands: [...(exec === undefined ? [] : [exec]), ...scripts.flatMap((script) => script.commands)],
        assignments: scripts.flatMap((script) => script.assignments),
        pipelines: scripts.flatMap((script) => script.pipelines),
        faults: [],
    };
}

/** SHELL may have named another language: PowerShell, cmd, Python. The exec form does not heed it. */
function readsPosixShell(dockerfile: Dockerfile, instruction: Instruction): boolean {
    const stage = stageOf(dockerfile, instruction);
    if (stage === undefined || instruction.json?.valid === true) return true;
    const [program] = shellAt(dockerfile, stage, instruction).value ?? [];
    return program === undefined || isPosixShell(program);
}

/** The script, and those that it feeds to shells as here-documents. */
function readSource(source: ShellSource): ReadScript[] {
    const script = readScript(parseBounded(source.text.text), source);
    const fed = script.inputs
        .filter(({ program, hasScript }) => isPosixShell(program) && !hasScript)
        .map(({ start, end }): ShellSource => ({ kind: 'input', text: sliceFolded(source.text, start, end) }));
    return [script, ...fed.map((input) => readScript(parseBounded(input.text.text), input))];
}
