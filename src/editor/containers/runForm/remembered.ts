import type * as vscode from 'vscode';
import { holdsSecret } from './readEnvironment';
import type { RunValues } from './values';

/** What was chosen when a command was last run, without what looks like a secret. */
export interface Remembered {
    values(): unknown;
    remember(values: RunValues): Promise<void>;
    /** Rows whose secret may lie in the secret storage. */
    secretRows(): readonly string[];
}

export function createRemembered(storage: vscode.Memento, subject: string): Remembered {
    const key = `runForm:${subject}`;
    return {
        values: () => storage.get<unknown>(key),
        async remember(values) {
            const env = values.env.map((row) => (holdsSecret(row.name, row.value) ? { ...row, value: '' } : row));
            await storage.update(key, { ...values, env });
        },
        secretRows() {
            const rows: unknown = storage.get<{ readonly secrets?: unknown }>(key)?.secrets;
            if (!Array.isArray(rows)) return [];
            return rows.flatMap((row: unknown) => {
                const id = (row as { readonly id?: unknown } | null)?.id;
                return typeof id === 'string' ? [id] : [];
            });
        },
    };
}
