import type { CompletionItem } from 'vscode-languageserver-types';
import { offsetAt, positionAt } from '../../../dockerfile/positions';
import type { Dockerfile } from '../../../dockerfile/syntax';
import type { Position } from 'vscode-languageserver-types';
import { buildChecks, directiveDescriptions } from '../directives';
import { CompletionItemKind, itemsAt } from './item';
import { replaced } from './place';

/** In a comment line: directives at the top of the file, `check=` and our `ignore=` anywhere; `undefined` in other lines. */
export function completeDirectives(
    dockerfile: Dockerfile,
    position: Position,
    ruleIds: readonly string[],
): CompletionItem[] | undefined {
    const offset = offsetAt(dockerfile, position);
    const line = dockerfile.text.slice(dockerfile.lineStarts[position.line] ?? 0, offset);
    if (!/^\s*#/.test(line)) return undefined;
    const at = { dockerfile, offset };
    const skipped = /^\s*#\s*check\s*=.*\bskip=(?:[\w]+,)*(\w*)$/i.exec(line)?.[1];
    if (skipped !== undefined) return choices(at, skipped, ['all', ...buildChecks]);
    const [, name, value] = /^#\s*([a-z]+)\s*=\s*(\S*)$/i.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
        const known = Object.entries(directiveDescriptions).find(([directive]) => directive === name.toLowerCase());
        return choices(at, value, known?.[1].choices ?? []);
    }
    const ignored = /^\s*#\s*gopherdock\s+(?:global\s+)?ignore=(?:[\w:.-]+,)*([\w:.-]*)$/.exec(line)?.[1];
    if (ignored !== undefined) return choices(at, ignored, ruleIds);
    const word = /^\s*#\s*(\w*)$/.exec(line)?.[1];
    if (word === undefined) return [];
    const isAtTop = lastDirectiveLine(dockerfile) === position.line - 1;
    const directives = Object.entries(directiveDescriptions).filter(([directive]) => isAtTop || directive === 'check');
    return itemsAt(replaced(at, word.length), [
        ...directives.map(([label, { does }]) => ({
            label,
            text: `${label}=`,
            kind: CompletionItemKind.Keyword,
            does,
            goesOn: true,
        })),
        {
            label: 'gopherdock ignore',
            text: 'gopherdock ignore=',
            kind: CompletionItemKind.Keyword,
            does: 'Silences rules of Gopherdock for the next instruction.',
            goesOn: true,
        },
    ]);
}

/** -1 where there is none. */
function lastDirectiveLine(dockerfile: Dockerfile): number {
    const last = dockerfile.directives.at(-1);
    return last === undefined ? -1 : positionAt(dockerfile, last.start).line;
}

function choices(
    at: { readonly dockerfile: Dockerfile; readonly offset: number },
    typed: string,
    labels: readonly string[],
): CompletionItem[] {
    return itemsAt(
        replaced(at, typed.length),
        labels.map((label) => ({ label, kind: CompletionItemKind.Value })),
    );
}
