import type { CompletionItem } from 'vscode-languageserver-types';
import { definitionAt, namesAt } from '../../../dockerfile/variables';
import { CompletionItemKind, itemsAt } from './item';
import { replaced, type CompletionPlace } from './place';

/** The variables that are set where the instruction stands; `undefined` where no `$` was typed. */
export function completeVariables(place: CompletionPlace): CompletionItem[] | undefined {
    const typed = /\$(\{?)(\w*)$/.exec(place.word);
    if (typed === null || /(?:^|[^\\])(?:\\\\)*\\$/.test(place.word.slice(0, typed.index))) return undefined;
    const isBraced = typed[1] === '{';
    const { dockerfile, instruction, offset } = place;
    const isClosed = dockerfile.text[offset] === '}';
    const names = [...namesAt(dockerfile, instruction)].sort();
    return itemsAt(
        replaced(place, typed[0].length),
        names.map((name) => {
            const definition = definitionAt(dockerfile, instruction, name);
            return {
                label: `$${isBraced ? '{' : ''}${name}${isBraced ? '}' : ''}`,
                text: `$${isBraced ? `{${name}${isClosed ? '' : '}'}` : name}`,
                kind: CompletionItemKind.Variable,
                detail: definition?.value,
            };
        }),
    );
}
