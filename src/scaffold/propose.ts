import { isIntact, normalizeText } from './contentHash';
import type { ProposedFile, Reason, ScaffoldedFile } from './scaffold';

/** Every path whose text `propose` must know: the files' own, and those of files that would do the same. */
export function pathsToRead(files: readonly ScaffoldedFile[]): string[] {
    return files.flatMap(({ path }) => [path, ...otherNamesOf(path)]);
}

/**
 * Holds each file against the text that is on disk under its path; absent means that there is no file. A file that is
 * there keeps its line ends and its byte order mark.
 */
export function propose(files: readonly ScaffoldedFile[], current: ReadonlyMap<string, string>): ProposedFile[] {
    return files.map((file) => {
        const there = current.get(file.path);
        if (there === undefined)
            return { ...file, action: 'create', reasons: [...explainOthers(file.path, current), ...file.reasons] };
        if (normalizeText(there) === normalizeText(file.text)) return { ...file, text: there, action: 'unchanged' };
        const mayReplace = there.trim() === '' || isIntact(there);
        return { ...file, text: writtenAs(there, file.text), action: mayReplace ? 'update' : 'conflict' };
    });
}

function writtenAs(there: string, text: string): string {
    const lines = there.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
    return there.startsWith('\uFEFF') ? `\uFEFF${lines}` : lines;
}

/** Under which compose looks for its file, the first before the others: https://docs.docker.com/compose/intro/compose-application-model/ */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

function otherNamesOf(path: string): readonly string[] {
    const [first, ...others] = composeNames;
    return path === first ? others : [];
}

/** A second file beside one that is there is never written without a word. */
function explainOthers(path: string, current: ReadonlyMap<string, string>): Reason[] {
    return otherNamesOf(path)
        .filter((other) => current.has(other))
        .map((other) => ({
            what: `\`${path}\` beside \`${other}\``,
            because: `it was asked for; compose takes it in place of \`${other}\`, which stays as it is: move over what you need of that and remove it`,
            source: { file: other, line: 0 },
        }));
}
