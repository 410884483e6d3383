/** The lengths of the starts of `text` that the pattern matches as a whole, ascending; `?` and `*` as a builder knows them. */
export function matchingLengths(pattern: readonly GlobToken[], text: string): number[] {
    const lengths: number[] = [];
    let states = advanceOverStars(pattern, new Set([0]));
    for (let length = 0; ; length++) {
        if (states.has(pattern.length)) lengths.push(length);
        if (length === text.length || states.size === 0) return lengths;
        const character = text[length];
        const next = new Set<number>();
        for (const state of states) {
            const token = pattern[state];
            if (token === 'any run') next.add(state);
            else if (token === 'any character' || token?.literal === character) next.add(state + 1);
        }
        states = advanceOverStars(pattern, next);
    }
}

export type GlobToken = 'any run' | 'any character' | { readonly literal: string };

export function readGlob(pattern: string): GlobToken[] {
    const tokens: GlobToken[] = [];
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern.charAt(at);
        if (character === '*') tokens.push('any run');
        else if (character === '?') tokens.push('any character');
        else if (character === '\\' && at + 1 < pattern.length) tokens.push({ literal: pattern.charAt(++at) });
        else tokens.push({ literal: character });
    }
    return tokens;
}

function advanceOverStars(pattern: readonly GlobToken[], states: Set<number>): Set<number> {
    for (const state of states) if (pattern[state] === 'any run') states.add(state + 1);
    return states;
}
