import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';
import { object, number, text } from './json';

/** What a builder compares of a file: its content and its permissions, not its time. */
interface FileState {
    readonly size: number;
    readonly mode: number;
    /** Milliseconds since 1970, which only spares us the reading. */
    readonly modified: number;
    readonly hash: string;
}

/** The files of a build context at one moment, by path relative to it; as plain data, to be kept until the next build. */
export type ContextSnapshot = Readonly<Record<string, FileState>>;

export interface FileChange {
    /** Relative to the context, `/`-separated. */
    readonly path: string;
    readonly change: 'added' | 'changed' | 'removed';
}

/**
 * Takes a snapshot of the files that a build is sent. Those whose size and time are as before are not read again; those that cannot be read are left out.
 * @param paths relative to the folder, `/`-separated
 */
export async function takeSnapshot(
    folder: string,
    paths: readonly string[],
    before: ContextSnapshot,
    signal: AbortSignal,
): Promise<ContextSnapshot> {
    const known = new Map(Object.entries(before));
    const taken: (readonly [path: string, state: FileState])[] = [];
    const waiting = [...paths];
    const lane = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            signal.throwIfAborted();
            const state = await stateOf(path.join(folder, next), known.get(next), signal);
            if (state !== undefined) taken.push([next, state]);
        }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return Object.fromEntries(taken.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const lanes = 8;

/** What differs between two snapshots, by path. */
export function compareSnapshots(before: ContextSnapshot, after: ContextSnapshot): readonly FileChange[] {
    const [old, current] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
    const changes: FileChange[] = [];
    for (const [file, state] of current) {
        const earlier = old.get(file);
        if (earlier === undefined) changes.push({ path: file, change: 'added' });
        else if (earlier.hash !== state.hash || earlier.mode !== state.mode)
            changes.push({ path: file, change: 'changed' });
    }
    for (const file of old.keys()) if (!current.has(file)) changes.push({ path: file, change: 'removed' });
    return changes.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** A snapshot that was kept as JSON; what is none of one is left out. */
export function readSnapshot(kept: unknown): ContextSnapshot {
    const entries = Object.entries(object(kept)).flatMap(([file, value]) => {
        const { size, mode, modified, hash } = object(value);
        const state = { size: number(size), mode: number(mode), modified: number(modified), hash: text(hash) };
        return state.hash === '' ? [] : [[file, state] as const];
    });
    return Object.fromEntries(entries);
}

async function stateOf(
    file: string,
    before: FileState | undefined,
    signal: AbortSignal,
): Promise<FileState | undefined> {
    try {
        const stats = await lstat(file);
        const { size, mtimeMs: modified } = stats;
        const mode = stats.mode & 0o777;
        if (stats.isSymbolicLink()) return { size, mode, modified, hash: `link ${await readlink(file)}` };
        if (!stats.isFile()) return undefined;
        if (before !== undefined && before.size === size && before.modified === modified) return { ...before, mode };
        return { size, mode, modified, hash: await hashOf(file, signal) };
    } catch {
        signal.throwIfAborted();
        return undefined;
    }
}

async function hashOf(file: string, signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file, { signal })) hash.update(chunk as Buffer);
    return hash.digest('base64');
}
