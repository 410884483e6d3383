import { commandsOf } from '../dockerfile/shell';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { insertAt } from './edits';
import type { FileEdit } from './rule';

/** Adds a command behind a chain of `&&` that is the whole RUN, in its own layout; nothing where it is no such chain. */
export function appendToChain(dockerfile: Dockerfile, run: Instruction, command: string): FileEdit[] {
    const commands = commandsOf(dockerfile, run);
    const isChain = commands.every(
        ({ within, element }) =>
            (within.length === 0 && [undefined, '&&'].includes(element.before?.kind)) ||
            within.includes('substitution'),
    );
    const last = commands.findLast(({ within }) => within.length === 0);
    if (!isChain || run.json !== undefined || run.heredocs.length > 0 || last?.element.end !== run.body.end) return [];
    const isBroken = dockerfile.text.slice(run.body.start, run.body.end).includes('\n');
    const separator = isBroken ? ` ${dockerfile.escape}\n    ` : ' ';
    return [insertAt(dockerfile, run.body.end, `${separator}&& ${command}`)];
}
