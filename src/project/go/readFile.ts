import { combineBuildLines } from './constraint';
import { readDeclarations } from './declarations';
import type { Declarations, GoCall, GoFile, GoImport, NamedDeclarations } from './file';
import { unquoteGo } from './literals';
import { createWordFilter } from './wordFilter';
import { isWord, kinds, lexGo, tokenText, type Tokens } from './tokens';

/** Larger files are generated tables: only their head is read. */
const largest = 1 << 20;
const head = 1 << 16;

/** Reads the bytes of a Go file; never throws, whatever they are. */
export function readGoFile(path: string, bytes: Uint8Array): GoFile {
    const used = bytes.length > largest ? bytes.subarray(0, head) : bytes;
    const text = new TextDecoder().decode(used);
    const mayHold = createWordFilter(used);
    const tokens = lexGo(text, 'head');
    const clause = isWord(tokens, 0, 'package') && tokens.kind[1] === kinds.name;
    const imports = clause ? readImports(tokens) : [];
    const packageLine = tokens.line[0] ?? 0;
    const directed = text.includes('//go:embed') || text.includes('//go:generate');
    const directives = directed ? lexGo(text).directives : [];
    let declarations: Declarations | undefined;
    let calls: Map<string, GoCall[]> | undefined;
    let members: { [Kind in keyof NamedDeclarations]: Map<string, NamedDeclarations[Kind][number][]> } | undefined;
    const read = (): Declarations => (declarations ??= readDeclarations(lexGo(text)));
    const mentioned = new Map<string, boolean>();
    const mentions = (part: string): boolean => {
        let known = mentioned.get(part);
        if (known === undefined) mentioned.set(part, (known = text.includes(part)));
        return known;
    };
    return {
        path,
        packageName: clause ? tokenText(tokens, 1) : '',
        imports,
        constraint: readConstraint(tokens.directives.filter((directive) => directive.line < packageLine)),
        generators: directives.flatMap(({ text }) => (text.startsWith('go:generate ') ? text.slice(12).trim() : [])),
        embeds: directives.flatMap(({ text, line }) =>
            text.startsWith('go:embed ') ? splitPatterns(text.slice(9)).map((pattern) => ({ pattern, line })) : [],
        ),
        mentions,
        matches: (pattern) => {
            let known = mentioned.get(pattern.source);
            if (known === undefined) mentioned.set(pattern.source, (known = pattern.test(text)));
            return known;
        },
        names: (word) => mayHold(word) && mentions(word.text),
        declarations: read,
        calls: () => (calls ??= groupByName(read().calls)),
        named: (name) => {
            const groups = (members ??= {
                assignments: groupByName(read().assignments),
                elements: groupByName(read().elements),
                structFields: groupByName(read().structFields),
            });
            return {
                assignments: groups.assignments.get(name) ?? [],
                elements: groups.elements.get(name) ?? [],
                structFields: groups.structFields.get(name) ?? [],
            };
        },
    };
}

function groupByName<Named extends { readonly name: string }>(all: readonly Named[]): Map<string, Named[]> {
    const groups = new Map<string, Named[]>();
    for (const each of all) {
        const group = groups.get(each.name);
        if (group === undefined) groups.set(each.name, [each]);
        else group.push(each);
    }
    return groups;
}

function readConstraint(directives: Tokens['directives']): string {
    const expression = directives.find(({ text }) => text.startsWith('go:build '));
    if (expression !== undefined) return expression.text.slice(9).trim();
    return combineBuildLines(
        directives.flatMap(({ text }) => (text.startsWith('+build ') ? text.slice(7).trim() : [])),
    );
}

function readImports(tokens: Tokens): GoImport[] {
    const imports: GoImport[] = [];
    const readSpec = (at: number): number => {
        const named = tokens.kind[at] === kinds.name || tokens.kind[at] === 46;
        const path = named ? at + 1 : at;
        if (tokens.kind[path] !== kinds.string) return at + 1;
        imports.push({
            path: unquoteGo(tokenText(tokens, path)),
            name: named ? tokenText(tokens, at) : '',
            line: tokens.line[path] ?? 0,
        });
        return path + 1;
    };
    let at = 2;
    while (tokens.kind[at] === 59) at++;
    while (isWord(tokens, at, 'import')) {
        const close = tokens.partner[at + 1] ?? -1;
        if (tokens.kind[at + 1] === 40) {
            const end = close < 0 ? tokens.count : close;
            for (let spec = at + 2; spec < end;) spec = tokens.kind[spec] === 59 ? spec + 1 : readSpec(spec);
            at = end + 1;
        } else {
            at = readSpec(at + 1);
        }
        while (tokens.kind[at] === 59) at++;
    }
    return imports;
}

/** Patterns are separated by blanks; one that holds blanks is quoted like a Go string. */
function splitPatterns(text: string): string[] {
    return (text.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|\S+/g) ?? []).map((pattern) =>
        pattern.startsWith('"') || pattern.startsWith('`') ? unquoteGo(pattern) : pattern,
    );
}
