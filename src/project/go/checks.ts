import type { EmptyCheck } from './file';
import type { Tokens } from './tokens';

const openBrace = 123;
const semicolon = 59;
/** A longer body does more than to complain. */
const longestBody = 600;
const longestCondition = 300;

const ending = /(?:^|[^\w.])panic\(|\bos\.Exit\(|\.(?:Fatal|Panic|Exit)(?:f|ln|w|Context)?\(/;
const returning = /\breturn\b[^\n]*\b(?:errors\.New|fmt\.Errorf|errors\.Errorf|[eE]rr[A-Z]\w*)\b/;

/** `if name == "" { log.Fatal(…) }`: what is looked at and found empty before the program or function ends. */
export function readEmptyCheck(tokens: Tokens, keyword: number, scope: number): EmptyCheck | undefined {
    const { text, kind, start } = tokens;
    let brace = keyword + 1;
    while (brace < tokens.count && kind[brace] !== openBrace) {
        if (kind[brace] === semicolon && start[brace] === tokens.end[brace]) return undefined;
        brace = Math.max(tokens.partner[brace] ?? -1, brace) + 1;
    }
    const close = tokens.partner[brace] ?? -1;
    if (close < 0 || kind[keyword + 1] === undefined) return undefined;
    const from = start[keyword + 1] ?? 0;
    const to = start[brace] ?? 0;
    const bodyEnd = start[close] ?? 0;
    if (to - from > longestCondition || bodyEnd - to > longestBody) return undefined;
    const subjects = readSubjects(text.slice(from, to));
    if (subjects.length === 0) return undefined;
    const body = text.slice(to, bodyEnd);
    const ends = ending.test(body);
    if (!ends && !returning.test(body)) return undefined;
    return { subjects, ends, scope, line: tokens.line[keyword] ?? 0 };
}

/** The names and calls compared with nothing; `!ok` stays as written. */
function readSubjects(condition: string): string[] {
    const last = condition.slice(condition.lastIndexOf(';') + 1);
    if (last.includes('&&')) return [];
    return last.split('||').flatMap((part) => {
        const compared = /^\s*(.+?)\s*==\s*(?:""|``)\s*$/.exec(part) ?? /^\s*len\((.+)\)\s*==\s*0\s*$/.exec(part);
        const negated = /^\s*(!\w+)\s*$/.exec(part);
        const subject = compared?.[1] ?? negated?.[1];
        return subject === undefined ? [] : (/^strings\.TrimSpace\((.+)\)$/.exec(subject)?.[1] ?? subject);
    });
}
