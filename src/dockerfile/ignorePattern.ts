/**
 * One pattern of an ignore file, after https://docs.docker.com/build/concepts/context/#syntax: Go's `filepath.Match`, and
 * `**` for any number of folders. Matching takes time linear in the path, whatever the pattern.
 */
export interface IgnorePattern {
    /** Without `!`, cleaned: no `./`, `..`, doubled or outer slashes. */
    readonly pattern: string;
    /** Written with `!`: takes paths back into the context. */
    readonly isException: boolean;
    /** Whether the path, or a folder above it, is meant. */
    matches(path: string): boolean;
}

/** Reads a trimmed line; `undefined` for one that a builder refuses. */
export function readIgnorePattern(line: string): IgnorePattern | undefined {
    const isException = line.startsWith('!');
    const written = isException ? line.slice(1).trim() : line;
    if (written === '' || (isException && /^\/+$/.test(written))) return undefined;
    const pattern = cleanPath(written);
    const tokens = readTokens(pattern);
    return tokens && { pattern, isException, matches: matcherOf(pattern, tokens) };
}

/** As Go's `filepath.Clean`, and without the slash in front. */
export function cleanPath(path: string): string {
    const parts: string[] = [];
    for (const part of path.split('/')) {
        if (part === '' || part === '.') continue;
        if (part !== '..') parts.push(part);
        else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
        else if (!path.startsWith('/')) parts.push(part);
    }
    return parts.join('/') || '.';
}

type Token =
    | { readonly kind: 'character'; readonly character: string }
    | { readonly kind: 'class'; readonly isNegated: boolean; readonly ranges: readonly (readonly [string, string])[] }
    /** `?`, `*` within a name, `**` before something, `**` at the end. */
    | { readonly kind: 'any' | 'run' | 'folders' | 'rest' };

function matcherOf(pattern: string, tokens: readonly Token[]): (path: string) => boolean {
    const literal = tokens.map((token) => (token.kind === 'character' ? token.character : undefined));
    if (!literal.includes(undefined)) return (path) => `${path}/`.startsWith(`${literal.join('')}/`);
    const suffix = pattern.slice(2);
    if (pattern.startsWith('**') && suffix !== '' && !/[*?[\\]/.test(suffix))
        return (path) => `/${path}/`.includes(`${suffix}/`);
    return (path) => simulate(tokens, path);
}

function readTokens(pattern: string): Token[] | undefined {
    const tokens: Token[] = [];
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern.charAt(at);
        if (character === '*' && pattern[at + 1] === '*') {
            at += pattern[at + 2] === '/' ? 2 : 1;
            tokens.push({ kind: at + 1 >= pattern.length ? 'rest' : 'folders' });
        } else if (character === '*') tokens.push({ kind: 'run' });
        else if (character === '?') tokens.push({ kind: 'any' });
        else if (character === '[') {
            const end = endOfClass(pattern, at);
            if (end === undefined) return undefined;
            const characterClass = readClass(pattern.slice(at + 1, end));
            if (characterClass === undefined) return undefined;
            tokens.push(characterClass);
            at = end;
        } else if (character === '\\') {
            at++;
            if (at === pattern.length) return undefined;
            tokens.push({ kind: 'character', character: pattern.charAt(at) });
        } else tokens.push({ kind: 'character', character });
    }
    return tokens;
}

/** Where the `]` stands that closes the class; one right behind the opening is refused. */
function endOfClass(pattern: string, start: number): number | undefined {
    const first = pattern[start + 1] === '^' ? start + 2 : start + 1;
    for (let at = first; at < pattern.length; at++) {
        if (pattern[at] === '\\') at++;
        else if (pattern[at] === ']') return at === first ? undefined : at;
    }
    return undefined;
}

/** `undefined` for a range that runs backwards, or a hyphen that belongs to none. */
function readClass(text: string): Token | undefined {
    const isNegated = text.startsWith('^');
    const ranges: [string, string][] = [];
    let at = isNegated ? 1 : 0;
    const readCharacter = (): string => {
        if (text[at] === '-') return '';
        if (text[at] === '\\') at++;
        return text.charAt(at++);
    };
    while (at < text.length) {
        const from = readCharacter();
        let to = from;
        if (text[at] === '-') {
            at++;
            to = readCharacter();
        }
        if (from === '' || to < from) return undefined;
        ranges.push([from, to]);
    }
    return { kind: 'class', isNegated, ranges };
}

/** Follows all readings of the pattern at once. */
function simulate(tokens: readonly Token[], path: string): boolean {
    let states = new Set<number>();
    addState(tokens, states, 0);
    for (let at = 0; at < path.length && states.size > 0; at++) {
        const character = path.charAt(at);
        if (character === '/' && states.has(tokens.length)) return true;
        const next = new Set<number>();
        for (const state of states) {
            const inFolders = state < 0;
            const token = tokens[inFolders ? ~state : state];
            if (token === undefined) continue;
            if (token.kind === 'folders') {
                next.add(inFolders ? state : ~state);
                if (character === '/') addState(tokens, next, (inFolders ? ~state : state) + 1);
            } else if (token.kind === 'rest') next.add(state).add(tokens.length);
            else if (token.kind === 'run') {
                if (character !== '/') addState(tokens, next, state);
            } else if (matchesOne(token, character)) addState(tokens, next, state + 1);
        }
        states = next;
    }
    return states.has(tokens.length);
}

/** A state is the index of the next token; its complement says that the pattern is inside the folders of a `**`. */
function addState(tokens: readonly Token[], states: Set<number>, state: number): void {
    for (let at = state; !states.has(at); at++) {
        states.add(at);
        const kind = tokens[at]?.kind;
        if (kind === 'rest') states.add(tokens.length);
        if (kind !== 'run' && kind !== 'folders') return;
    }
}

function matchesOne(
    token: Exclude<Token, { kind: 'run' | 'folders' | 'rest' }> | { kind: 'any' },
    character: string,
): boolean {
    if (token.kind === 'character') return token.character === character;
    if (token.kind === 'class')
        return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.isNegated;
    return character !== '/';
}
