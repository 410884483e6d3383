import type { Statement, SyntaxNode } from 'unbash';
import type { ShellElement, ShellOperator } from '../shell';
import type { Place } from './place';

/** The members of a list, `&&` and `||` chains laid flat, with the operators between them. */
export function elementsOf(
    statements: readonly Statement[],
    place: Place,
): { readonly node: SyntaxNode; readonly element: ShellElement }[] {
    const members = readMembers(statements, place);
    const spans = members.map(({ node }) => place.toSpan(node.pos, node.end));
    return members.map(({ node, before, after }, index) => {
        const { start, end } = spans[index] ?? place.toSpan(node.pos, node.end);
        return { node, element: { start, end, before, after, previous: spans[index - 1], next: spans[index + 1] } };
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
            add(node, operatorAt(place, kind, start));
            at = node.end;
        }
        const last = members.at(-1);
        if (background === true && last !== undefined) last.after = operatorAt(place, '&', end - 1);
    }
    return members;
}

function findSeparator(place: Place, previous: Statement, nextStart: number): ShellOperator {
    if (previous.background === true) return operatorAt(place, '&', previous.end - 1);
    const between = place.text.slice(previous.end, nextStart);
    const semicolon = /^[ \t]*;/.exec(between);
    if (semicolon !== null) return operatorAt(place, ';', previous.end + semicolon[0].length - 1);
    return operatorAt(place, 'newline', previous.end + Math.max(0, between.indexOf('\n')));
}

function operatorAt(place: Place, kind: ShellOperator['kind'], at: number): ShellOperator {
    const { start, end } = place.toSpan(at, at + (kind === 'newline' ? 1 : kind.length));
    return { start, end, kind };
}
