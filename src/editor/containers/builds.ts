import { createListeners, type Listen } from './listeners';
import type { BuildProgress } from './rows';

/** The builds that run now, by the id of the command's row. */
export interface RunningBuilds {
    readonly progress: ReadonlyMap<string, BuildProgress>;
    readonly onDidChange: Listen<undefined>;
    update(rowId: string, progress: BuildProgress): void;
    end(rowId: string): void;
}

export function createRunningBuilds(): RunningBuilds {
    const progress = new Map<string, BuildProgress>();
    const changes = createListeners<undefined>();
    return {
        progress,
        onDidChange: changes.listen,
        update(rowId, now) {
            const before = progress.get(rowId);
            if (before?.done === now.done && before.total === now.total) return;
            progress.set(rowId, now);
            changes.tell(undefined);
        },
        end(rowId) {
            if (progress.delete(rowId)) changes.tell(undefined);
        },
    };
}
