import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { isMap, isScalar, parseDocument, type ParsedNode, type YAMLMap } from 'yaml';
import { readConfig } from '../../rules/config';
import { isNestedDeeply } from '../../rules/config/yaml';

/**
 * The edit of a `.gopherdock.yaml` that switches a rule off and leaves all else, comments too, as it is. `undefined` where
 * the file cannot be understood, or is written in a way that this cannot be added to.
 */
export function switchOffEdit(text: string, rule: string): TextEdit | undefined {
    const change = findChange(text, rule);
    if (change === undefined) return undefined;
    const document = TextDocument.create('', 'yaml', 0, text);
    const edit = {
        range: { start: document.positionAt(change.start), end: document.positionAt(change.end) },
        newText: text.includes('\r\n') ? change.newText.replaceAll('\n', '\r\n') : change.newText,
    };
    const { config, problems } = readConfig('.gopherdock.yaml', TextDocument.applyEdits(document, [edit]));
    const isSound =
        config.severities[rule] === 'off' && problems.length <= readConfig('.gopherdock.yaml', text).problems.length;
    return isSound ? edit : undefined;
}

interface Change {
    readonly start: number;
    readonly end: number;
    readonly newText: string;
}

function findChange(text: string, rule: string): Change | undefined {
    if (isNestedDeeply(text)) return undefined;
    const { contents, errors } = parseDocument(text, { prettyErrors: false });
    if (errors.length > 0) return undefined;
    const addedBelow = atEnd(text, `rules:\n    ${rule}: off\n`);
    if (contents === null || (isScalar(contents) && contents.value === null)) return addedBelow;
    if (!isMap(contents)) return undefined;
    const rules = contents.items.find(({ key }) => isScalar(key) && key.value === 'rules');
    if (rules === undefined) return contents.flow === true ? undefined : addedBelow;
    return addTo(text, rules.value, rule);
}

function addTo(text: string, rules: ParsedNode | null, rule: string): Change | undefined {
    if (rules === null || (isScalar(rules) && rules.value === null)) {
        const at = rules?.range[0];
        return at === undefined ? undefined : insertion(at, `\n    ${rule}: off`);
    }
    if (!isMap(rules)) return undefined;
    const known = rules.items.find(({ key }) => isScalar(key) && key.value === rule);
    if (known !== undefined) return replaceValue(known.value);
    return addItem(text, rules, rule);
}

function replaceValue(value: ParsedNode | null): Change | undefined {
    if (value === null) return undefined;
    const [start, end] = value.range;
    return start === end ? insertion(start, ' off') : { start, end, newText: 'off' };
}

function addItem(text: string, rules: YAMLMap.Parsed, rule: string): Change | undefined {
    const [start, end] = rules.range;
    if (rules.flow === true) return insertion(end - 1, `${rules.items.length > 0 ? ', ' : ''}${rule}: off`);
    const lastEnd = rules.items.at(-1)?.value?.range[1];
    if (lastEnd === undefined) return undefined;
    const indentation = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    const lineEnd = text.slice(lastEnd).search(/\r?\n|$/) + lastEnd;
    return insertion(lineEnd, `\n${indentation}${rule}: off`);
}

function atEnd(text: string, newText: string): Change {
    return insertion(text.length, text === '' || text.endsWith('\n') ? newText : `\n${newText}`);
}

function insertion(at: number, newText: string): Change {
    return { start: at, end: at, newText };
}
