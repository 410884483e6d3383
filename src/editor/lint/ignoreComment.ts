import type { Position, TextEdit } from 'vscode-languageserver-types';
import { offsetAt, positionAt } from '../../dockerfile/positions';
import type { Comment, Dockerfile } from '../../dockerfile/syntax';
import { instructionAt } from '../language/instructionAt';

/**
 * The edit that silences a rule for the instruction at a place: one more name in our comment above it, or a new comment
 * line with its indentation. `undefined` where no instruction stands there. Line breaks are `\n`.
 */
export function ignoreForInstruction(dockerfile: Dockerfile, at: Position, rule: string): TextEdit | undefined {
    const instruction = instructionAt(dockerfile, offsetAt(dockerfile, at));
    if (instruction === undefined) return undefined;
    const commentsByLine = new Map(
        dockerfile.comments
            .filter(({ inside }) => !inside)
            .map((comment) => [positionAt(dockerfile, comment.start).line, comment]),
    );
    const own = positionAt(dockerfile, instruction.start).line;
    let line = own;
    for (let above = commentsByLine.get(line - 1); above !== undefined; above = commentsByLine.get(line - 1)) {
        const end = endOfList(dockerfile, above, ignoreList);
        if (end !== undefined) return insertion(dockerfile, end, `,${rule}`);
        // hadolint heeds a comment on the very line before only, so ours may not part it from the instruction
        if (!/^hadolint\s/.test(above.text)) break;
        line--;
    }
    const ownStart = dockerfile.lineStarts[own] ?? 0;
    const indentation = /^[ \t]*/.exec(dockerfile.text.slice(ownStart, instruction.start))?.[0] ?? '';
    return newLine(dockerfile, line, `${indentation}# gopherdock ignore=${rule}\n`);
}

/** The edit that silences a rule in the whole file: one more name in such a comment, or a new one below the directives. */
export function ignoreInFile(dockerfile: Dockerfile, rule: string): TextEdit {
    for (const comment of dockerfile.comments) {
        const end = endOfList(dockerfile, comment, globalIgnoreList);
        if (end !== undefined) return insertion(dockerfile, end, `,${rule}`);
    }
    const last = dockerfile.directives.at(-1);
    const line = last === undefined ? 0 : positionAt(dockerfile, last.start).line + 1;
    const text = `# gopherdock global ignore=${rule}\n`;
    if (line < dockerfile.lineStarts.length) return newLine(dockerfile, line, text);
    return insertion(dockerfile, dockerfile.text.length, `\n${text}`);
}

const names = String.raw`[\w:.-]+(?:[ \t]*,[ \t]*[\w:.-]+)*`;
const ignoreList = new RegExp(String.raw`^#\s*gopherdock[ \t]+ignore[ \t]*=[ \t]*${names}`);
const globalIgnoreList = new RegExp(String.raw`^#\s*gopherdock[ \t]+global[ \t]+ignore[ \t]*=[ \t]*${names}`);

/** Where the list of names in a comment ends, in the document; `undefined` where it is no such comment. */
function endOfList({ text }: Dockerfile, { start, end }: Comment, pattern: RegExp): number | undefined {
    const match = pattern.exec(text.slice(start, end));
    return match === null ? undefined : start + match[0].length;
}

function insertion(dockerfile: Dockerfile, offset: number, newText: string): TextEdit {
    const at = positionAt(dockerfile, offset);
    return { range: { start: at, end: at }, newText };
}

function newLine(dockerfile: Dockerfile, line: number, newText: string): TextEdit {
    const start = dockerfile.lineStarts[line] ?? 0;
    return insertion(dockerfile, start === 0 && dockerfile.text.startsWith('\uFEFF') ? 1 : start, newText);
}
