import { forEachChild, type Command, type ParsedScript, type SyntaxNode } from 'unbash';
import { spanOf } from '../parser/fold';
import type { ShellAssignment, ShellCommand, ShellElement, ShellNesting } from '../shell';
import { elementsOf } from './elements';
import type { Pipe, Place } from './place';
import { readAssignments, readCommand } from './readCommand';
import type { ShellSource } from './shellSource';
import type { Span, SyntaxFault } from '../syntax';

/** A here-document that a program reads, as offsets in the source's text. */
interface ShellInput extends Span {
    readonly program: string;
    /** Whether the program is given a script as argument, so that the here-document is data. */
    readonly hasScript: boolean;
}

export interface ReadScript {
    readonly commands: ShellCommand[];
    readonly assignments: ShellAssignment[];
    readonly pipelines: Span[];
    readonly inputs: ShellInput[];
    readonly faults: SyntaxFault[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Lists the commands of a parsed script, without recursion. */
export function readScript(script: ParsedScript, source: ShellSource): ReadScript {
    const read: ReadScript = { commands: [], assignments: [], pipelines: [], inputs: [], faults: [] };
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
                for (const { message, pos } of node.errors ?? []) {
                    const end = Math.min(pos + 1, place.text.length);
                    read.faults.push({ ...place.toSpan(Math.min(pos, end), end), message });
                }
                for (const { node: member, element } of elementsOf(node.commands, place))
                    visit(member, placeOf(element, place));
                break;
            case 'CompoundList':
                for (const { node: member, element } of elementsOf(node.commands, place))
                    visit(member, placeOf(element, place));
                break;
            case 'Pipeline': {
                const members: Pipe['members'] = new Map();
                pipes.push(members);
                if (node.commands.length > 1) read.pipelines.push(place.toSpan(node.pos, node.end));
                for (const [index, member] of node.commands.entries())
                    visit(member, { ...place, pipe: node.commands.length > 1 ? { members, index } : place.pipe });
                break;
            }
            case 'Command': {
                const command = readCommand(node, place, source.kind);
                if (command === undefined)
                    for (const assignment of readAssignments(node, place)) read.assignments.push(assignment);
                else {
                    read.commands.push(command);
                    place.pipe?.members.set(place.pipe.index, command);
                    if (place.text === source.text.text)
                        for (const input of readInputs(node, command)) read.inputs.push(input);
                }
                if (/[$`<>]/.test(place.text.slice(node.pos, node.end)))
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

/** Written out because it is made for every command. */
function placeOf(element: ShellElement, { text, toSpan, within, pipe }: Place): Place {
    return { text, toSpan, within, element, pipe };
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
