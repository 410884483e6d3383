import type { BuildContext } from '../dockerfile/buildContext';
import { cleanPath } from '../dockerfile/ignorePattern';
import { lineStartsOf } from '../dockerfile/positions';
import type { Fix } from './rule';

/** Takes a path back into the build context by a line at the end of the ignore file; nothing where that file is not in the context's folder. */
export function keepFixes(context: BuildContext, path: string): Fix[] {
    const { ignoreFile, ignoreText } = context;
    const clean = cleanPath(path);
    if (ignoreFile === undefined || ignoreText === undefined || !context.exists(ignoreFile)) return [];
    if (clean === '.' || !/^[\w.@/+-]+$/.test(clean)) return [];
    const starts = lineStartsOf(ignoreText);
    const line = starts.length - 1;
    const end = { line, character: ignoreText.length - (starts[line] ?? 0) };
    const newText = `${end.character === 0 ? '' : '\n'}!${clean}\n`;
    const edits = [{ file: ignoreFile, range: { start: end, end }, newText }];
    // somebody has left it out for some reason
    return [{ title: `Keep \`${clean}\` in the build context`, preferred: false, edits }];
}
