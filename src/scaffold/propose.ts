import { isIntact, normalizeText } from './contentHash';
import type { ProposedFile, ScaffoldedFile } from './scaffold';

/**
 * Holds each file against the text that is on disk under its path; absent means that there is no file. A file that is
 * there keeps its line ends and its byte order mark.
 */
export function propose(files: readonly ScaffoldedFile[], current: ReadonlyMap<string, string>): ProposedFile[] {
    return files.map((file) => {
        const there = current.get(file.path);
        if (there === undefined) return { ...file, action: 'create' };
        if (normalizeText(there) === normalizeText(file.text)) return { ...file, text: there, action: 'unchanged' };
        const mayReplace = there.trim() === '' || isIntact(there);
        return { ...file, text: writtenAs(there, file.text), action: mayReplace ? 'update' : 'conflict' };
    });
}

function writtenAs(there: string, text: string): string {
    const lines = there.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
    return there.startsWith('\uFEFF') ? `\uFEFF${lines}` : lines;
}
