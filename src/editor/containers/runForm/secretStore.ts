import type * as vscode from 'vscode';

/** The secrets of one form, by the ids of their rows: in memory while they are typed, in the secret storage once they were used. */
export interface SecretStore {
    readonly kept: ReadonlySet<string>;
    value(row: string): string | undefined;
    set(row: string, value: string): void;
    /** Reads those that were used before. */
    load(rows: readonly string[]): Promise<void>;
    /** Writes those of these rows, and forgets all others that were written before. */
    save(rows: readonly string[], earlier: readonly string[]): Promise<void>;
}

export function createSecretStore(storage: vscode.SecretStorage, subject: string): SecretStore {
    const values = new Map<string, string>();
    const keyOf = (row: string): string => `runForm:${subject}:${row}`;
    return {
        get kept() {
            return new Set(values.keys());
        },
        value: (row) => values.get(row),
        set(row, value) {
            if (value === '') values.delete(row);
            else values.set(row, value);
        },
        async load(rows) {
            for (const row of rows) {
                const value = values.has(row) ? undefined : await storage.get(keyOf(row));
                if (value !== undefined) values.set(row, value);
            }
        },
        async save(rows, earlier) {
            const stays = new Set(rows);
            for (const row of earlier) if (!stays.has(row)) await storage.delete(keyOf(row));
            for (const row of rows) {
                const value = values.get(row);
                if (value !== undefined) await storage.store(keyOf(row), value);
            }
        },
    };
}
