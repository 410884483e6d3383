import { randomUUID } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError, reasonOf } from './commandError';

export interface NewContent {
    /** Absolute. */
    readonly file: string;
    /** How a message names it. */
    readonly shown: string;
    readonly content: string | Uint8Array;
}

/**
 * Writes files whole or not at all: all of them are written beside their places first, then put there. An existing file keeps its mode and owner; a link
 * stays, what it leads to is replaced. Throws `CommandError`; then nothing has changed unless the disk failed in the very last step.
 */
export async function replaceFiles(contents: readonly NewContent[]): Promise<void> {
    const undo: (() => Promise<unknown>)[] = [];
    let shown = '';
    try {
        const staged: { from: string; to: string; shown: string }[] = [];
        for (const each of contents) {
            shown = each.shown;
            staged.push({ ...(await stage(each, undo)), shown });
        }
        for (const each of staged) {
            shown = each.shown;
            await rename(each.from, each.to);
        }
    } catch (error) {
        for (const step of undo.reverse()) await step().catch(() => undefined);
        throw new CommandError(`cannot write \`${shown}\`: ${reasonOf(error)}`);
    }
}

async function stage(
    { file, content }: NewContent,
    undo: (() => Promise<unknown>)[],
): Promise<{ from: string; to: string }> {
    const folder = path.dirname(file);
    const made = await mkdir(folder, { recursive: true });
    if (made !== undefined) undo.push(() => removeEmptyFolders(folder, made));
    const to = await placeOf(file);
    const before = await stat(to).catch(() => undefined);
    if (before?.isDirectory() === true) throw new CommandError('it is a folder');
    // root may write what is marked read-only, but was not asked to
    if (before !== undefined && (before.mode & 0o222) === 0) throw new CommandError('it is read-only');
    if (process.platform !== 'win32' && ((await stat(path.dirname(to))).mode & 0o222) === 0)
        throw new CommandError('its folder is read-only');
    const from = path.join(path.dirname(to), `.gopherdock-${randomUUID()}`);
    undo.push(() => rm(from, { force: true }));
    await writeFile(from, content, { flag: 'wx', flush: true });
    if (before !== undefined) {
        await chown(from, before.uid, before.gid).catch(() => undefined);
        await chmod(from, before.mode & 0o7777);
    }
    return { from, to };
}

/** Where a link leads, one that leads nowhere too; else the file itself. */
async function placeOf(file: string): Promise<string> {
    const isThere = await lstat(file).then(
        () => true,
        () => false,
    );
    return isThere ? realpath(file) : file;
}

async function removeEmptyFolders(deepest: string, highest: string): Promise<void> {
    for (let folder = deepest; folder.length >= highest.length; folder = path.dirname(folder)) await rmdir(folder);
}
