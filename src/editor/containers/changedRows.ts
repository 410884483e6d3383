import type { Row } from './rows';

/**
 * The ids of the rows that must be drawn anew to come from one tree to the other, children with their parent; `undefined` stands for the whole tree.
 * A row below another one of the answer is left out.
 */
export function changedRows(before: readonly Row[], after: readonly Row[]): readonly (string | undefined)[] {
    if (!haveSameIds(before, after)) return [undefined];
    const changed: string[] = [];
    compare(before, after, changed);
    return changed;
}

function compare(before: readonly Row[], after: readonly Row[], changed: string[]): void {
    for (const [index, row] of after.entries()) {
        const earlier = before[index];
        if (earlier === undefined || earlier === row) continue;
        if (!looksSame(earlier, row) || !haveSameIds(earlier.children, row.children)) changed.push(row.id);
        else compare(earlier.children, row.children, changed);
    }
}

function haveSameIds(before: readonly Row[], after: readonly Row[]): boolean {
    return before.length === after.length && after.every(({ id }, index) => before[index]?.id === id);
}

/** A new tooltip alone needs no drawing: it is asked for when it is shown. */
function looksSame(one: Row, other: Row): boolean {
    return (
        one.label === other.label &&
        one.description === other.description &&
        one.icon === other.icon &&
        one.color === other.color &&
        one.spoken === other.spoken &&
        one.contextValue === other.contextValue &&
        one.expanded === other.expanded
    );
}

/** Every row of a tree by its id, parents before their children. */
export function rowsById(rows: readonly Row[]): ReadonlyMap<string, Row> {
    const found = new Map<string, Row>();
    const add = (row: Row): void => {
        found.set(row.id, row);
        row.children.forEach(add);
    };
    rows.forEach(add);
    return found;
}
