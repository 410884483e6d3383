import type { Range } from 'vscode-languageserver-types';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type ParsedNode } from 'yaml';

export interface ConfigProblem {
    readonly message: string;
    readonly range: Range;
}

/** A value with its place, as far as configurations go: deeper things are `other`. */
export interface ConfigEntry {
    readonly key: string;
    readonly keyRange: Range;
    readonly value: ConfigValue;
}

export interface ConfigValue {
    readonly range: Range;
    /** A scalar as a text, such as `true` or `3`; `undefined` for what is none. */
    readonly text: string | undefined;
    readonly isEmpty: boolean;
    readonly items: readonly ConfigValue[] | undefined;
    readonly entries: readonly ConfigEntry[] | undefined;
}

/** Far beyond any real configuration. */
const longestText = 256 * 1024;
const deepest = 4;
const mostBrackets = 200;

/** The entries of the document's mapping; what is wrong with it is added to `problems`. */
export function readYaml(text: string, problems: ConfigProblem[]): readonly ConfigEntry[] {
    const start = { line: 0, character: 0 };
    const refuse = (message: string): readonly ConfigEntry[] => {
        problems.push({ message, range: { start, end: start } });
        return [];
    };
    if (text.length > longestText) return refuse(`The file is longer than ${longestText / 1024} KB`);
    if (isNestedDeeply(text)) return refuse('The file is nested too deeply');
    return readDocument(text, problems, refuse);
}

/**
 * Whether a text could exhaust the stack of the parser, which recurses: there the engine may end the whole process, where
 * nothing can be caught. Counts brackets, and lists or keys that begin on one line.
 */
export function isNestedDeeply(text: string): boolean {
    let depth = 0;
    for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
        depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(depth - 1, 0);
        if (depth > mostBrackets) return true;
    }
    return /(?:[-?:][ \t]+){200}/.test(text);
}

function readDocument(
    text: string,
    problems: ConfigProblem[],
    refuse: (message: string) => readonly ConfigEntry[],
): readonly ConfigEntry[] {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    const rangeAt = (from: number, to: number): Range => ({
        start: positionOf(lineCounter, from),
        end: positionOf(lineCounter, to),
    });
    for (const { message, pos } of document.errors) problems.push({ message, range: rangeAt(...pos) });
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null)) return [];
    if (!isMap(contents)) return refuse('The file is no mapping of keys to values');
    return read(contents, rangeAt, 0).entries ?? [];
}

function read(node: ParsedNode | null, rangeAt: (from: number, to: number) => Range, depth: number): ConfigValue {
    const [from = 0, to = 0] = node?.range ?? [];
    const shared = { range: rangeAt(from, to), text: undefined, items: undefined, entries: undefined, isEmpty: false };
    if (node === null || depth > deepest) return { ...shared, isEmpty: node === null };
    if (isSeq(node)) return { ...shared, items: node.items.map((item) => read(item, rangeAt, depth + 1)) };
    if (isMap(node)) {
        const entries = node.items.map(({ key, value }) => {
            const name = read(key, rangeAt, depth + 1);
            return { key: name.text ?? '', keyRange: name.range, value: read(value, rangeAt, depth + 1) };
        });
        return { ...shared, entries };
    }
    if (!isScalar(node)) return shared;
    if (node.value === null) return { ...shared, isEmpty: true };
    return { ...shared, text: typeof node.value === 'string' ? node.value : node.source };
}

function positionOf(lineCounter: LineCounter, offset: number): { line: number; character: number } {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line - 1, 0), character: Math.max(col - 1, 0) };
}
