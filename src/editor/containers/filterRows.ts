import type { Row } from './rows';

/** The rows whose words have every word of the filter, with all below them, and what leads to them, opened; upper and lower case are the same. */
export function filterRows(rows: readonly Row[], filter: string): readonly Row[] {
    const words = filter
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '');
    return words.length === 0 ? rows : keep(rows, words);
}

function keep(rows: readonly Row[], words: readonly string[]): readonly Row[] {
    return rows.flatMap((row) => {
        if (isMeant(row, words)) return [row];
        const children = keep(row.children, words);
        // another id, because VS Code remembers of each whether it was open
        return children.length === 0 ? [] : [{ ...row, id: `${row.id} filtered`, children, expanded: true }];
    });
}

function isMeant({ label, description, facts }: Row, words: readonly string[]): boolean {
    const text = [label, description, ...facts.map(([, value]) => value)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
}
