import {
    forEachChild,
    type Assignment,
    type Command,
    type CommandArgument,
    type Redirection,
    type SyntaxNode,
} from 'unbash';
import type { ShellAssignment, ShellCommand, ShellElement, ShellRedirection, ShellWord } from '../shell';
import type { Place } from './place';
import type { ShellSource } from './shellSource';

/** A simple command; `undefined` for assignments and redirections without one. */
export function readCommand(node: Command, place: Place, source: ShellSource['kind']): ShellCommand | undefined {
    if (node.name === undefined) return undefined;
    const { start, end } = place.toSpan(node.pos, node.end);
    return {
        start,
        end,
        name: readShellWord(node.name, place),
        args: node.args.map((argument) => readShellWord(argument, place)),
        assignments: readAssignments(node, place),
        redirections: node.redirects.map((redirect) => readRedirection(redirect, place)),
        element: place.element ?? elementAlone(start, end),
        isInPipe: place.pipe !== undefined,
        pipesInto: undefined,
        within: place.within,
        source,
    };
}

/** A command that is no member of a list, as the body of a coprocess. */
export function elementAlone(start: number, end: number): ShellElement {
    return { start, end, before: undefined, after: undefined, previous: undefined, next: undefined };
}

function readRedirection(redirect: Redirection, place: Place): ShellRedirection {
    const { start, end } = place.toSpan(redirect.pos, redirect.end);
    const { descriptor, operator } = redirect;
    const written = descriptor === undefined ? '' : place.text.slice(descriptor.pos, descriptor.end);
    const target = redirect.type === 'HereDoc' ? undefined : redirect.target;
    return { start, end, operator: written + operator, target: target && readShellWord(target, place) };
}

export function readAssignments(node: Command, place: Place): ShellAssignment[] {
    const assignments: ShellAssignment[] = [];
    for (const prefix of node.prefix) {
        if (prefix.type !== 'Assignment') continue;
        const { start, end } = place.toSpan(prefix.pos, prefix.end);
        const value = prefix.value.type === 'Word' ? readShellWord(prefix.value, place) : undefined;
        assignments.push({ start, end, name: prefix.name, value });
    }
    return assignments;
}

function readShellWord(node: CommandArgument, place: Place): ShellWord {
    const { start, end } = place.toSpan(node.pos, node.end);
    const raw = place.text.slice(node.pos, node.end);
    const value = node.type === 'Word' ? node.value : assignmentValue(node);
    return { start, end, raw, value, isLiteral: isLiteral(node) };
}

/** `A=1` as an argument, as `export` takes it. */
function assignmentValue({ text, name, value, append, index }: Assignment): string {
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

function isLiteral(node: CommandArgument): boolean {
    if (!/[$`<>]/.test(node.text)) return true;
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
