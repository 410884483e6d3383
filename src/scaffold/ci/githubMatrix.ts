import type { YamlLiteral } from '../yaml';

/** One job for each row: what is the same in all rows is written out, the rest comes from the matrix. */
export interface Matrix<Key extends string> {
    /** The job's `strategy`; `undefined` where one job does it all. */
    readonly strategy: YamlLiteral | undefined;
    /** The value as the text of a step. */
    readonly text: (key: Key) => string;
    /** The value inside an expression. */
    readonly term: (key: Key) => string;
}

export function createMatrix<Key extends string>(
    rows: readonly Readonly<Record<Key, string>>[],
    keys: readonly Key[],
): Matrix<Key> {
    const [first] = rows;
    const differing = keys.filter((key) => rows.some((row) => row[key] !== first?.[key]));
    const include = rows.map((row) => Object.fromEntries(differing.map((key) => [key, row[key]])));
    return {
        strategy: differing.length === 0 ? undefined : { 'fail-fast': false, matrix: { include } },
        text: (key) => (differing.includes(key) ? `\${{ matrix.${key} }}` : (first?.[key] ?? '')),
        term: (key) => (differing.includes(key) ? `matrix.${key}` : `'${first?.[key] ?? ''}'`),
    };
}
