import type { Statement, SyntaxNode } from 'unbash';
import type { ShellElement, ShellOperator } from '../shell';
import type { Place } from './place';

/** The members of a list, `&&` and `||` chains laid flat, with the operators between them. */
export function elementsOf(
    statements: readonly Statement[],
    place: Place,
): { readonly node: SyntaxNode; readonly element: ShellElement }[] {
    const members = readMembers(statements, place);
    return members.map(({ node, before, after }, index) => {
        const previous = members[index - 1]?.node;
        const next = members[index + 1]?.node;
        const element: ShellElement = {
            ...place.toSpan(node.pos, node.end),
            before,
            after,
            previous: previous && place.toSpan(previous.pos, previous.end),
            next: next && place.toSpan(next.pos, next.end),
        };
        return { node, element };
    });
}

interface Member {
    readonly node: SyntaxNode;
    readonly before: ShellOperator | undefined;
    after: ShellOperator | undefined;
}

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
