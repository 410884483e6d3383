import { sliceFolded, spanOf, type FoldedText } from './parser/fold';
import { baseOf, shellAt } from './configuration';
import { parseBounded } from './shell/parseBounded';
import { readScript } from './shell/readScript';
import { isPosixShell, shellSourceOf, type ShellSource } from './shell/shellSource';
import { stageOf } from './stages';
import type { Dockerfile, Instruction, Span } from './syntax';
import { environmentAt, namesAt } from './variables';

/** A dialect that ShellCheck knows by this name. */
export type Dialect = 'sh' | 'bash' | 'dash' | 'ksh';

/** A script in a RUN, as ShellCheck is to read it. */
export interface ShellScript {
    readonly instruction: Instruction;
    readonly dialect: Dialect;
    /** A shebang with the shell's options and the variables of the stage, then the script, a line break between. */
    readonly text: string;
    /** How many lines of `text` stand before the script: what is found in them is none of the author's. */
    readonly linesBefore: number;
    /** Numbers of checks that mean nothing here. */
    readonly excluded: readonly number[];
    readonly source: ShellSource;
}

/** A place in a script's `text` as ShellCheck tells it: one-based, the end exclusive, columns in code points and a tab one of them. */
export interface ScriptPlace {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
}

/** Offsets of a script without what stands before it. */
export interface ScriptSpan extends Span {
    /** In the document. */
    readonly written: Span;
}

/** The scripts of every RUN, under ONBUILD too, here-documents that feed a shell included. Shells that ShellCheck does not know have none. */
export function shellScriptsOf(dockerfile: Dockerfile): ShellScript[] {
    return dockerfile.instructions.flatMap((instruction) => {
        const run = instruction.trigger ?? instruction;
        return run.keyword === 'RUN' ? scriptsOf(dockerfile, run) : [];
    });
}

/** Where a place of the script's text is; `undefined` before the script and behind its end. */
export function spanOfPlace({ text, linesBefore, source }: ShellScript, place: ScriptPlace): ScriptSpan | undefined {
    const script = source.text.text;
    const before = text.length - script.length;
    const start = offsetOf(text, place.line, place.column);
    const end = offsetOf(text, place.endLine, place.endColumn);
    if (place.line <= linesBefore || start === undefined || end === undefined || end < start) return undefined;
    const own = { start: start - before, end: end - before };
    return { ...own, written: spanOf(source.text, own.start, own.end) };
}

/** Where a text that belongs in front of the character at `index` is put: behind continuations, not before them. */
export function insertionBefore({ source: { text } }: ShellScript, index: number): number {
    return index < text.text.length ? spanOf(text, index, index + 1).start : spanOf(text, index, index).end;
}

/** A text as it is written where the script stands; `undefined` where it cannot stand there. */
export function writtenAs({ source }: ShellScript, text: string): string | undefined {
    if (source.kind === 'exec') return JSON.stringify(text).slice(1, -1);
    return source.kind === 'line' && /[\r\n]/.test(text) ? undefined : text;
}

function offsetOf(text: string, line: number, column: number): number | undefined {
    let start = 0;
    for (let at = 1; at < line; at++) {
        const lineBreak = text.indexOf('\n', start);
        if (lineBreak === -1) return undefined;
        start = lineBreak + 1;
    }
    for (let at = 1; at < column; at++) {
        if (start >= text.length) return undefined;
        start += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
    }
    return start;
}

function scriptsOf(dockerfile: Dockerfile, run: Instruction): ShellScript[] {
    const source = shellSourceOf(dockerfile, run);
    const shell = source && shellOf(dockerfile, run, source);
    if (source === undefined || shell === undefined) return [];
    const variables = variableLines(dockerfile, run, source.text.text);
    return [
        scriptIn(run, source, shell, variables),
        ...fedScripts(run, source).map((fed) => scriptIn(run, fed.source, fed.shell, variables)),
    ];
}

/** Quoted here-documents only: in others the outer shell replaces variables first. */
function fedScripts(run: Instruction, { text }: ShellSource): { source: ShellSource; shell: RunningShell }[] {
    if (run.heredocs.every(({ expands }) => expands)) return [];
    const { inputs, faults } = readScript(parseBounded(text.text), { kind: 'line', text });
    if (faults.length > 0) return [];
    return inputs.flatMap(({ program, hasScript, start, end }) => {
        const written = spanOf(text, start, end);
        const isRaw = run.heredocs.some(({ expands, body }) => !expands && body.start === written.start);
        if (!isRaw || hasScript || !isPosixShell(program)) return [];
        return [
            {
                source: { kind: 'input', text: sliceFolded(text, start, end) },
                shell: { program, options: [], base: '' },
            },
        ];
    });
}

interface RunningShell {
    readonly program: string;
    /** Such as `-e` or `-o pipefail`. */
    readonly options: readonly string[];
    /** The distribution whose `/bin/sh` it is. */
    readonly base: string;
}

function shellOf(dockerfile: Dockerfile, run: Instruction, source: ShellSource): RunningShell | undefined {
    const stage = stageOf(dockerfile, run);
    const base = (stage && baseOf(dockerfile, stage)?.facts?.distribution) ?? '';
    const interpreter = source.kind === 'script' ? shebang.exec(source.text.text) : null;
    if (interpreter?.[1] !== undefined) return { program: interpreter[1], options: words(interpreter[2] ?? ''), base };
    const given =
        run.json?.valid === true
            ? run.json.items.slice(0, 2).map(({ value }) => value)
            : stage && shellAt(dockerfile, stage, run).value;
    const [program = '/bin/sh', ...options] = named(dockerfile, run) ?? given ?? [];
    return isPosixShell(program) ? { program, options, base } : undefined;
}

const shebang = /^\t*#![ \t]*(?:\S*\/env[ \t]+(?:-\S+[ \t]+)*)?(\S+)([^\r\n]*)/;
const shellComment = /^(?:hadolint|shellcheck)[ \t]+(?:\S+[ \t]+)*shell[ \t]*=[ \t]*(\S+)/;

/** What the last comment before names as shell: of the stage, or before the first of all. */
function named({ comments, stages }: Dockerfile, run: Instruction): string[] | undefined {
    const since = run.stage === undefined ? 0 : (stages[run.stage]?.from.start ?? 0);
    const first = stages[0]?.from.start ?? 0;
    const comment = comments.findLast(
        ({ start, inside, text }) =>
            !inside && start < run.start && (start > since || start < first) && shellComment.test(text),
    );
    const name = comment && shellComment.exec(comment.text)?.[1];
    return name === undefined ? undefined : [name];
}

function words(text: string): string[] {
    return text.split(/\s+/).filter((word) => word !== '');
}

function scriptIn(
    instruction: Instruction,
    source: ShellSource,
    { program, options, base }: RunningShell,
    variables: readonly string[],
): ShellScript {
    const dialect = dialectOf(program, base);
    const directives = leadingDirectives(source.text);
    const before = [`#!/bin/${dialect}${shebangOptions(options)}`, ...directives, ...variables];
    return {
        instruction,
        dialect,
        text: `${before.join('\n')}\n${source.text.text}`,
        linesBefore: before.length,
        excluded: dialect === 'dash' && busyboxBases.has(base) ? [...unknowable, ...busyboxKnows] : unknowable,
        source,
    };
}

/** Files that are read with `.` are in the image and not here; and a shebang of the script's own is no longer on the first line. */
const unknowable = [1090, 1091, 1114, 1128];
const busyboxBases = new Set(['alpine', 'busybox', 'wolfi']);
/** What BusyBox's shell understands beyond dash's, such as `[[`, `==` and `set -o pipefail`; tried with ash of BusyBox 1.35. */
const busyboxKnows = [2113, 3001, 3003, 3010, 3014, 3020, 3028, 3036, 3037, 3040, 3045, 3046, 3051, 3057, 3060];
/** Where `/bin/sh` is bash. */
const bashBases = new Set(['amazonlinux', 'archlinux', 'fedora', 'opensuse', 'rhel']);

function dialectOf(program: string, base: string): Dialect {
    const name = program.slice(program.lastIndexOf('/') + 1);
    if (name === 'bash' || name === 'dash' || name === 'ksh') return name;
    if (name === 'zsh') return 'bash';
    if (name === 'ash' || busyboxBases.has(base) || base === 'debian' || base === 'ubuntu') return 'dash';
    return bashBases.has(base) ? 'bash' : 'sh';
}

/** `-eo pipefail -c` as `-eo pipefail`, so that ShellCheck knows what stops at the first failure. */
function shebangOptions(options: readonly string[]): string {
    const kept = options.flatMap((option, index) => {
        if (options[index - 1]?.endsWith('o') === true && /^[a-z]+$/.test(option)) return option;
        const letters = /^-([A-Za-z]+)$/.exec(option)?.[1]?.replace('c', '');
        return letters === undefined || letters === '' ? [] : `-${letters}`;
    });
    return kept.length === 0 ? '' : ` ${kept.join(' ')}`;
}

/** `# shellcheck …` before the first command speaks for a whole script, which now begins earlier. */
function leadingDirectives({ text }: FoldedText): string[] {
    const comments = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(text)?.[0] ?? '';
    return comments
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => /^#\s*shellcheck\s/.test(line));
}

const longestValue = 1000;
/** Arguments that every build may be given. The names in capitals are never told to be unset. */
const proxies = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy'];

/** The variables of the stage that a script may mean; those that a build may set otherwise are given a value that ShellCheck cannot know. */
function variableLines(dockerfile: Dockerfile, run: Instruction, script: string): string[] {
    const environment = environmentAt(dockerfile, run);
    return [...new Set([...proxies, ...namesAt(dockerfile, run)])]
        .filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && script.includes(name))
        .map((name) => {
            const value = environment.get(name);
            const isKnown = value !== undefined && value.length <= longestValue && !/[\r\n]/.test(value);
            return `export ${name}=${isKnown ? `'${value.replaceAll("'", String.raw`'\''`)}'` : '"$(:)"'}`;
        });
}
