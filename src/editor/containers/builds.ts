import { createListeners, type Listen } from './listeners';
import type { BuildProgress } from './rows';

/** The builds that run now, by the id of the command's row. */
export interface RunningBuilds {
    readonly progress: ReadonlyMap<string, BuildProgress>;
    readonly onDidChange: Listen<undefined>;
    update(rowId: string, progress: BuildProgress): void;
    end(rowId: string): void;
    /** When an image was last built, milliseconds since 1970, by its id; kept over sessions. */
    readonly builtAt: ReadonlyMap<string, number>;
    noteBuilt(imageId: string, time: number): void;
}

/** What outlives the window; of `vscode.Memento`. */
export interface Memory {
    get<Value>(key: string, fallback: Value): Value;
    update(key: string, value: unknown): Thenable<void>;
}

const builtKey = 'containers.builtAt';
/** Images, the newest of which are remembered. */
const rememberedImages = 200;

export function createRunningBuilds(memory: Memory): RunningBuilds {
    const builtAt = new Map(memory.get<readonly (readonly [string, number])[]>(builtKey, []));
    const progress = new Map<string, BuildProgress>();
    const changes = createListeners<undefined>();
    return {
        progress,
        builtAt,
        onDidChange: changes.listen,
        noteBuilt(imageId, time) {
            builtAt.delete(imageId);
            builtAt.set(imageId, time);
            for (const oldest of [...builtAt.keys()].slice(0, -rememberedImages)) builtAt.delete(oldest);
            void memory.update(builtKey, [...builtAt]);
            changes.tell(undefined);
        },
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
