import { readDirectives } from './parser/directives';
import { readComment } from './parser/fold';
import { parseInstruction, type ParseState } from './parser/instruction';
import { lineSpan, skipSpace, splitLines } from './parser/lines';
import { lineStartsOf } from './positions';
import { groupStages } from './parser/groupStages';
import type { Comment, Dockerfile, Instruction } from './syntax';

/** Parses any text at all, in time linear in its length; what a builder would refuse is in `errors`. */
export function parseDockerfile(text: string): Dockerfile {
    const lines = splitLines(text);
    const zone = readDirectives(lines);
    const state: ParseState = { lines, escape: zone.escape, faults: [...zone.faults] };
    const comments: Comment[] = [...zone.comments];
    const instructions: Instruction[] = [];
    let stagesBefore = 0;
    for (let line = zone.next; line < lines.count;) {
        const { start, end } = lineSpan(lines, line);
        const content = skipSpace(text, start, end);
        if (content === end || text[content] === '#') {
            if (content < end) comments.push(readComment(text, content, end, false));
            line++;
            continue;
        }
        const parsed = parseInstruction(state, line, stagesBefore);
        for (const comment of parsed.comments) comments.push(comment);
        if (parsed.instruction !== undefined) {
            instructions.push(parsed.instruction);
            if (parsed.instruction.keyword === 'FROM') stagesBefore++;
        }
        line = parsed.next;
    }
    return {
        text,
        lineStarts: lineStartsOf(text),
        escape: zone.escape,
        directives: zone.directives,
        comments,
        instructions,
        stages: groupStages(instructions, zone.escape),
        errors: state.faults.sort((a, b) => a.start - b.start),
    };
}
