/** The candidate that `word` was most likely meant to be: at most two letters off, and fewer than half of them. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
    let best: string | undefined;
    let bestDistance = Math.min(2, Math.floor((word.length - 1) / 2)) + 1;
    for (const candidate of candidates) {
        if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
        const distance = editDistance(word, candidate);
        if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
    }
    return best;
}

/** How many letters to insert, delete, replace or swap with their neighbour. */
function editDistance(from: string, to: string): number {
    let beforePrevious: number[] = [];
    let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row++) {
        const current = [row];
        for (let column = 1; column <= to.length; column++) {
            const same = from[row - 1] === to[column - 1];
            let cost = Math.min(
                (previous[column] ?? 0) + 1,
                (current[column - 1] ?? 0) + 1,
                (previous[column - 1] ?? 0) + (same ? 0 : 1),
            );
            if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
                cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
            current.push(cost);
        }
        [beforePrevious, previous] = [previous, current];
    }
    return previous[to.length] ?? 0;
}

/** The half-sentence that names what `suggest` found; empty where that is nothing. */
export function suggestion(meant: string | undefined, prefix = ''): string {
    return meant === undefined ? '' : `, \`${prefix}${meant}\` may be meant`;
}
