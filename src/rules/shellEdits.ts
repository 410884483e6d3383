import { removalOf, standsAlone } from '../dockerfile/commandQueries';
import type { ShellCommand, ShellWord } from '../dockerfile/shell';
import type { Dockerfile, Instruction, Span } from '../dockerfile/syntax';
import { removeInstruction, replaceSpan, textOf } from './edits';
import { isTrigger } from './onbuild';
import type { FileEdit } from './rule';

/** Takes a command out of its chain, or the whole RUN where it is all of it; none where that leaves something broken. */
export function removeCommand(dockerfile: Dockerfile, instruction: Instruction, command: ShellCommand): FileEdit[] {
    if (!standsAlone(command) || command.within.length > 0 || instruction.keyword !== 'RUN') return [];
    const { before, after } = command.element;
    if ([before?.kind, after?.kind].some((kind) => kind === '||' || kind === '&')) return [];
    const removal = removalOf(command.element);
    if (removal !== undefined) return [replaceSpan(dockerfile, removal, '')];
    const isAll = command.start === instruction.body.start && command.end === instruction.body.end;
    return isAll && !isTrigger(dockerfile, instruction) ? [removeInstruction(dockerfile, instruction)] : [];
}

/** Takes an argument out, with those directly behind it that belong to it, and the blank before it. */
export function removeArguments(
    dockerfile: Dockerfile,
    { name, args }: ShellCommand,
    first: ShellWord,
    count = 1,
): FileEdit[] {
    const at = args.indexOf(first);
    const last = args[at + count - 1];
    const before = args[at - 1] ?? name;
    if (at === -1 || last === undefined) return [];
    return [removeBehind(dockerfile, before, { start: first.start, end: last.end })];
}

/** The blank between stays where a comment stands in it. */
function removeBehind(dockerfile: Dockerfile, before: Span, removed: Span): FileEdit {
    const hasComment = textOf(dockerfile, { start: before.end, end: removed.start }).includes('#');
    return replaceSpan(dockerfile, { start: hasComment ? removed.start : before.end, end: removed.end }, '');
}

/** As `removeCommand`, and the pipe that the command begins or ends with it. */
export function removePipeline(dockerfile: Dockerfile, instruction: Instruction, command: ShellCommand): FileEdit[] {
    const { start, end } = command.element;
    const isOuter = command.isInPipe && (command.start === start || command.end === end);
    return removeCommand(dockerfile, instruction, isOuter ? { ...command, start, end } : command);
}
