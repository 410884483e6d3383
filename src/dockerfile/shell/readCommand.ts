import { forEachChild, type Command, type SyntaxNode } from 'unbash';
import type { ShellAssignment, ShellCommand, ShellRedirection, ShellWord } from '../shell';
import type { Place } from './place';
import type { ShellSource } from './shellSource';

/** A simple command; `undefined` for assignments and redirections without one. */
export function readCommand(node: Command, place: Place, source: ShellSource['kind']): ShellCommand | undefined {
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

export function readAssignments(node: Command, place: Place): ShellAssignment[] {
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
