import { scanBody } from './body';
import type { Expression } from './expression';
import type { Declarations, Parameter } from './file';
import { closing, eachSpec, readValueSpec, typeText } from './specs';
import { readStruct, readVariableStruct } from './structs';
import { isWord, kinds, tokenText, type Tokens } from './tokens';

const openParenthesis = 40;
const comma = 44;
const semicolon = 59;
const assign = 61;
const openBracket = 91;
const openBrace = 123;

/** Walks the top level of a file and hands each body on. */
export function readDeclarations(tokens: Tokens): Declarations {
    const found: Declarations = {
        functions: [],
        values: [],
        assignments: [],
        elements: [],
        calls: [],
        structFields: [],
        emptyChecks: [],
    };
    const length = tokens.count;
    for (let at = 0; at < length;) {
        const starts = at === 0 || tokens.kind[at - 1] === semicolon;
        if (starts && isWord(tokens, at, 'func')) at = readFunction(tokens, at, found);
        else if (starts && (isWord(tokens, at, 'var') || isWord(tokens, at, 'const')))
            at = readValues(tokens, at, found);
        else if (starts && isWord(tokens, at, 'type')) at = readTypes(tokens, at, found);
        else at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    }
    return found;
}

function readFunction(tokens: Tokens, keyword: number, found: Declarations): number {
    let at = keyword + 1;
    let receiver = '';
    let receiverName = '';
    if (tokens.kind[at] === openParenthesis) {
        const close = closing(tokens, at);
        const parameter = readParameters(tokens, at + 1, close)[0];
        receiver = parameter?.type.replace(/\[.*$/, '') ?? '';
        receiverName = parameter?.name ?? '';
        at = close + 1;
    }
    if (tokens.kind[at] !== kinds.name) return keyword + 1;
    const nameAt = at++;
    if (tokens.kind[at] === openBracket) at = closing(tokens, at) + 1;
    if (tokens.kind[at] !== openParenthesis) return at;
    const close = closing(tokens, at);
    const parameters = readParameters(tokens, at + 1, close);
    at = close + 1;
    const result = readResult(tokens, at);
    // A brace that follows `interface` or `struct` in the results is a type's, not the body's.
    while (at < tokens.count && tokens.kind[at] !== semicolon) {
        const ofType = isWord(tokens, at - 1, 'interface') || isWord(tokens, at - 1, 'struct');
        if (tokens.kind[at] === openBrace && !ofType) break;
        at = Math.max(tokens.partner[at] ?? -1, at) + 1;
    }
    const returns: Expression[] = [];
    const line = tokens.line[nameAt] ?? 0;
    found.functions.push({
        name: tokenText(tokens, nameAt),
        receiver,
        receiverName,
        parameters,
        result,
        returns,
        line,
    });
    if (tokens.kind[at] !== openBrace) return at;
    const end = closing(tokens, at);
    scanBody(tokens, at + 1, end, found.functions.length - 1, found, returns);
    return end + 1;
}

/** `a, b int, c ...string`; where only types stand, the names are `''`. */
function readParameters(tokens: Tokens, from: number, to: number): Parameter[] {
    const parameters: { name: string; type: string }[] = [];
    for (let first = from; first < to;) {
        let end = first;
        while (end < to && tokens.kind[end] !== comma) end = Math.max(tokens.partner[end] ?? -1, end) + 1;
        const named = tokens.kind[first] === kinds.name && end - first > 1 && tokens.kind[first + 1] !== 46;
        const alone = tokens.kind[first] === kinds.name && end - first === 1;
        parameters.push({
            name: named || alone ? tokenText(tokens, first) : '',
            type: alone ? '' : typeText(tokens, named ? first + 1 : first, end),
        });
        first = end + 1;
    }
    if (!parameters.some(({ name, type }) => name !== '' && type !== ''))
        return parameters.map(({ name, type }) => ({ name: '', type: type === '' ? name : type }));
    for (let index = parameters.length - 2; index >= 0; index--) {
        const parameter = parameters[index];
        if (parameter?.type === '') parameter.type = parameters[index + 1]?.type ?? '';
    }
    return parameters;
}

function readResult(tokens: Tokens, at: number): string {
    if (tokens.kind[at] === openParenthesis) return readParameters(tokens, at + 1, closing(tokens, at))[0]?.type ?? '';
    let end = at;
    while (end < tokens.count && tokens.kind[end] !== openBrace && tokens.kind[end] !== semicolon) end++;
    return typeText(tokens, at, end);
}

function readValues(tokens: Tokens, keyword: number, found: Declarations): number {
    const constant = isWord(tokens, keyword, 'const');
    return eachSpec(tokens, keyword, (from, to) => {
        const { names, type, values } = readValueSpec(tokens, from, to);
        names.forEach((name, index) => {
            found.values.push({ ...name, type, constant, value: values[index] });
        });
        const [first] = names;
        if (type.startsWith('struct{') && first !== undefined) readVariableStruct(tokens, from, first.name, found);
        scanBody(tokens, from, to, -1, found, []);
    });
}

function readTypes(tokens: Tokens, keyword: number, found: Declarations): number {
    return eachSpec(tokens, keyword, (from, to) => {
        let at = from + 1;
        if (tokens.kind[at] === openBracket) at = closing(tokens, at) + 1;
        if (tokens.kind[at] === assign) at++;
        if (isWord(tokens, at, 'struct') && tokens.kind[at + 1] === openBrace && at < to)
            readStruct(tokens, at + 1, tokenText(tokens, from), found.structFields, 0);
    });
}
