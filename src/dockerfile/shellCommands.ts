import { forEachChild, type Command, type ParsedScript, type Statement, type SyntaxNode } from 'unbash';
import { spanOf } from './fold';
import type {
    ShellAssignment,
    ShellCommand,
    ShellElement,
    ShellNesting,
    ShellOperator,
    ShellRedirection,
    ShellWord,
} from './shell';
import type { ShellSource } from './shellSource';
import type { Span, SyntaxFault } from './syntax';

/** A here-document that a program reads, as offsets in the source's text. */
export interface ShellInput extends Span {
    readonly program: string;
    /** Whether the program is given a script as argument, so that the here-document is data. */
    readonly hasScript: boolean;
}

export interface ReadCommands {
    readonly commands: ShellCommand[];
    readonly assignments: ShellAssignment[];
    readonly inputs: ShellInput[];
    readonly faults: SyntaxFault[];
}

/** Where a node stands. Its text is `text`, and `toSpan` leads from there to the document. */
interface Place {
    readonly text: string;
    readonly toSpan: (start: number, end: number) => Span;
    readonly within: readonly ShellNesting[];
    readonly element: ShellElement | undefined;
    readonly pipe: Pipe | undefined;
}

/** The commands of a pipeline by their position in it, as they become known. */
interface Pipe {
    readonly members: Map<number, ShellCommand>;
    readonly index: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Lists the commands of a parsed script, without recursion. */
export function readCommands(script: ParsedScript, source: ShellSource): ReadCommands {
    const read: ReadCommands = { commands: [], assignments: [], inputs: [], faults: [] };
    const pipes: Pipe['members'][] = [];
    const outermost: Place = {
        text: source.text.text,
        toSpan: (start, end) => spanOf(source.text, start, end),
        within: [],
        element: undefined,
        pipe: undefined,
    };
    const stack: { node: SyntaxNode; place: Place }[] = [{ node: script, place: outermost }];
    const visit = (node: SyntaxNode | undefined, place: Place): void => {
        if (node !== undefined) stack.push({ node, place });
    };
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        const { node, place } = next;
        const inside = (nesting: ShellNesting): Place => ({
            ...place,
            within: [...place.within, nesting],
            element: undefined,
            pipe: undefined,
        });
        switch (node.type) {
            case 'Script':
                for (const { message, pos } of node.errors ?? [])
                    read.faults.push({ ...place.toSpan(pos, pos + 1), message });
                visitList(node.commands, place, visit);
                break;
            case 'CompoundList':
                visitList(node.commands, place, visit);
                break;
            case 'Pipeline': {
                const members: Pipe['members'] = new Map();
                pipes.push(members);
                for (const [index, member] of node.commands.entries())
                    visit(member, { ...place, pipe: node.commands.length > 1 ? { members, index } : place.pipe });
                break;
            }
            case 'Command': {
                const command = readCommand(node, place, source.kind);
                if (command === undefined) read.assignments.push(...readAssignments(node, place));
                else {
                    read.commands.push(command);
                    place.pipe?.members.set(place.pipe.index, command);
                    if (place.text === source.text.text) read.inputs.push(...readInputs(node, command));
                }
                forEachChild(node, (child) => {
                    visit(child, { ...place, pipe: undefined });
                });
                break;
            }
            case 'CommandExpansion':
            case 'ProcessSubstitution':
            case 'ArithmeticCommandExpansion':
                visit(node.script, substitutionPlace(node, inside('substitution')));
                break;
            case 'If':
            case 'Elif':
                visit(node.clause, inside('condition'));
                visit(node.then, inside('branch'));
                if (node.type === 'If') {
                    for (const elif of node.elif) visit(elif, place);
                    visit(node.else, inside('branch'));
                }
                break;
            case 'While':
                visit(node.clause, inside('condition'));
                visit(node.body, inside('loop'));
                break;
            default: {
                const nesting = nestings[node.type];
                forEachChild(node, (child) => {
                    visit(child, nesting === undefined ? place : inside(nesting));
                });
            }
        }
    }
    for (const members of pipes) linkPipe(members);
    read.commands.sort((a, b) => a.start - b.start);
    read.assignments.sort((a, b) => a.start - b.start);
    return read;
}

const nestings: Readonly<Partial<Record<SyntaxNode['type'], ShellNesting>>> = {
    Subshell: 'subshell',
    BraceGroup: 'group',
    For: 'loop',
    ArithmeticFor: 'loop',
    Select: 'loop',
    CaseItem: 'branch',
    Function: 'function',
    Coproc: 'subshell',
};

/** A script in backticks that had to be unescaped counts its own positions: all of it then stands where the backticks stand. */
function substitutionPlace(
    node: { readonly pos: number; readonly end: number; readonly script: ParsedScript | undefined },
    place: Place,
): Place {
    const decoded = node.script?.source;
    if (decoded === undefined) return place;
    const span = place.toSpan(node.pos, node.end);
    return { ...place, text: decoded, toSpan: () => span };
}

function visitList(
    statements: readonly Statement[],
    place: Place,
    visit: (node: SyntaxNode, place: Place) => void,
): void {
    const members = readMembers(statements, place);
    for (const [index, { node, before, after }] of members.entries()) {
        const previous = members[index - 1]?.node;
        const next = members[index + 1]?.node;
        const element: ShellElement = {
            ...place.toSpan(node.pos, node.end),
            before,
            after,
            previous: previous && place.toSpan(previous.pos, previous.end),
            next: next && place.toSpan(next.pos, next.end),
        };
        visit(node, { ...place, element });
    }
}

interface Member {
    readonly node: SyntaxNode;
    readonly before: ShellOperator | undefined;
    after: ShellOperator | undefined;
}

/** The members of a list, `&&` and `||` chains laid flat, with the operators between them. */
function readMembers(statements: readonly Statement[], place: Place): Member[] {
    const members: Member[] = [];
    const add = (node: SyntaxNode, before: ShellOperator | undefined): void => {
        const last = members.at(-1);
        if (last !== undefined) last.after = before;
        members.push({ node, before, after: undefined });
    };
    for (const [index, { command, pos, end, background }] of statements.entries()) {
        const previous = statements[index - 1];
        const separator = previous && findSeparator(place, previous, pos);
        const [first, ...others] = command.type === 'AndOr' ? command.commands : [command];
        if (first === undefined) continue;
        add(first, separator);
        let at = first.end;
        for (const [position, node] of others.entries()) {
            const kind = (command.type === 'AndOr' ? command.operators[position] : undefined) ?? '&&';
            const start = place.text.indexOf(kind, at);
            add(node, { kind, ...place.toSpan(start, start + kind.length) });
            at = node.end;
        }
        const last = members.at(-1);
        if (background === true && last !== undefined) last.after = { kind: '&', ...place.toSpan(end - 1, end) };
    }
    return members;
}

function findSeparator(place: Place, previous: Statement, nextStart: number): ShellOperator {
    if (previous.background === true) return { kind: '&', ...place.toSpan(previous.end - 1, previous.end) };
    const between = place.text.slice(previous.end, nextStart);
    const semicolon = /^[ \t]*;/.exec(between);
    if (semicolon !== null) {
        const at = previous.end + semicolon[0].length;
        return { kind: ';', ...place.toSpan(at - 1, at) };
    }
    const at = previous.end + Math.max(0, between.indexOf('\n'));
    return { kind: 'newline', ...place.toSpan(at, at + 1) };
}

/** `undefined` for assignments and redirections without a command. */
function readCommand(node: Command, place: Place, source: ShellSource['kind']): ShellCommand | undefined {
    if (node.name === undefined) return undefined;
    const span = place.toSpan(node.pos, node.end);
    const element = place.element ?? {
        ...span,
        before: undefined,
        after: undefined,
        previous: undefined,
        next: undefined,
    };
    return {
        ...span,
        name: readShellWord(node.name, place),
        args: node.args.map((argument) => readShellWord(argument, place)),
        assignments: readAssignments(node, place),
        redirections: node.redirects.map((redirect): ShellRedirection => ({
            ...place.toSpan(redirect.pos, redirect.end),
            operator: `${place.text.slice(redirect.descriptor?.pos, redirect.descriptor?.end ?? 0)}${redirect.operator}`,
            target:
                redirect.type === 'HereDoc' || redirect.target === undefined
                    ? undefined
                    : readShellWord(redirect.target, place),
        })),
        element,
        isInPipe: place.pipe !== undefined,
        pipesInto: undefined,
        within: place.within,
        source,
    };
}

function readAssignments(node: Command, place: Place): ShellAssignment[] {
    return node.prefix
        .filter((prefix) => prefix.type === 'Assignment')
        .map(({ pos, end, name, value }) => ({
            ...place.toSpan(pos, end),
            name,
            value: value.type === 'Word' ? readShellWord(value, place) : undefined,
        }));
}

function readShellWord(node: Command['args'][number], place: Place): ShellWord {
    return {
        ...place.toSpan(node.pos, node.end),
        raw: place.text.slice(node.pos, node.end),
        value: node.type === 'Word' ? node.value : assignmentValue(node),
        isLiteral: isLiteral(node),
    };
}

/** `A=1` as an argument, as `export` takes it. */
function assignmentValue({
    text,
    name,
    value,
    append,
    index,
}: Extract<Command['args'][number], { type: 'Assignment' }>): string {
    if (value.type !== 'Word' || index !== undefined) return text;
    return `${name}${append === true ? '+=' : '='}${value.value}`;
}

const expansions = new Set<SyntaxNode['type']>([
    'SimpleExpansion',
    'ParameterExpansion',
    'CommandExpansion',
    'ArithmeticExpansion',
    'ProcessSubstitution',
]);

function isLiteral(node: SyntaxNode): boolean {
    let literal = true;
    const stack: SyntaxNode[] = [node];
    for (let next = stack.pop(); next !== undefined && literal; next = stack.pop()) {
        if (expansions.has(next.type)) literal = false;
        else
            forEachChild(next, (child) => {
                stack.push(child);
            });
    }
    return literal;
}

function readInputs(node: Command, command: ShellCommand): ShellInput[] {
    const hasScript =
        command.args.some(({ value }) => !value.startsWith('-')) && !command.args.some(({ value }) => value === '-s');
    return node.redirects
        .filter((redirect) => redirect.type === 'HereDoc')
        .map(({ body }) => ({ start: body.pos, end: body.end, program: command.name.value, hasScript }));
}

function linkPipe(members: ReadonlyMap<number, ShellCommand>): void {
    for (const [index, command] of members) (command as Mutable<ShellCommand>).pipesInto = members.get(index + 1);
}
