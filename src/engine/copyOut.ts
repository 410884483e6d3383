import { createWriteStream, type WriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rmdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Engine } from './engine';
import { EngineError } from './engineError';
import type { TarEntry } from './tar';
import { isEntry, TarPieces } from './tarPieces';

export interface CopyOutcome {
    readonly files: number;
    /** Bytes. */
    readonly size: number;
    /** Entries that were left out, and why: what would leave the folder, devices, names that this system cannot have. */
    readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

/**
 * Copies a file or a folder with all that it holds out of a container, running or not, into a new or empty folder of this machine: nothing is written
 * outside of it, and nothing over what is there. Throws `EngineError`: `missing` where there is nothing at the path, `conflict` where the folder is in the way,
 * `denied` where it may not be written.
 */
export async function copyOut(
    engine: Engine,
    container: string,
    source: string,
    folder: string,
    { signal, onFile }: { signal: AbortSignal; onFile?: (name: string) => void },
): Promise<CopyOutcome> {
    const copy = new Copy(folder, onFile ?? (() => undefined));
    const pieces = new TarPieces();
    try {
        await prepare(folder);
        // read at once: the engine locks the container while it writes the archive
        for await (const chunk of await engine.archive(container, source, signal)) {
            for (const piece of pieces.read(chunk)) {
                signal.throwIfAborted();
                await (isEntry(piece) ? copy.begin(piece) : copy.add(piece));
            }
            if (pieces.ended) break;
        }
        await copy.finish();
    } catch (error) {
        await copy.finish().catch(() => undefined);
        // leaves nothing behind where nothing came
        await rmdir(folder).catch(() => undefined);
        signal.throwIfAborted();
        throw copyError(error, source, engine);
    }
    if (pieces.ended) return copy.outcome;
    throw new EngineError('protocol', `The engine broke off \`${source}\``, { endpoint: engine.endpoint });
}

async function prepare(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) throw new EngineError('conflict', `The folder \`${folder}\` is not empty`);
}

function copyError(error: unknown, source: string, { endpoint }: Engine): EngineError {
    if (error instanceof EngineError) return error;
    const { code = '', syscall, message } = error as NodeJS.ErrnoException;
    if (error instanceof RangeError) {
        const words = `The engine sent an archive of \`${source}\` that cannot be read`;
        return new EngineError('protocol', words, { endpoint, cause: error });
    }
    // of the disk, or of the connection
    const isDenied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
    const reason = syscall === undefined || code === 'ECONNRESET' ? 'unreachable' : isDenied ? 'denied' : 'conflict';
    return new EngineError(reason, `\`${source}\` was not copied: ${message}`, { endpoint, cause: error });
}

class Copy {
    readonly #folder: string;
    readonly #onFile: (name: string) => void;
    readonly #skipped: { name: string; why: string }[] = [];
    /** What was written as a file, as a folder, or as a link, by its name in the archive. */
    readonly #written = new Map<string, 'file' | 'folder' | 'link'>();
    #file: WriteStream | undefined;
    #files = 0;
    #size = 0;

    constructor(folder: string, onFile: (name: string) => void) {
        this.#folder = folder;
        this.#onFile = onFile;
    }

    get outcome(): CopyOutcome {
        return { files: this.#files, size: this.#size, skipped: this.#skipped };
    }

    async begin(entry: TarEntry): Promise<void> {
        await this.finish();
        const parts = safeParts(entry.name);
        const why = parts === undefined ? 'its name cannot be used here' : this.#whyNot(parts, entry);
        if (parts === undefined || why !== undefined) {
            this.#skipped.push({ name: entry.name.slice(0, 1000), why: why ?? '' });
            return;
        }
        if (parts.length === 0) return;
        const name = parts.join('/');
        const target = path.join(this.#folder, ...parts);
        await mkdir(path.dirname(target), { recursive: true });
        try {
            await this.#write(entry, target, name);
        } catch (error) {
            // names that differ in case only are one on some systems, and links are not for everybody on others
            const { code } = error as NodeJS.ErrnoException;
            if (code !== 'EEXIST' && !(entry.kind === 'link' && code === 'EPERM')) throw error;
            this.#skipped.push({ name, why: code === 'EEXIST' ? 'the name is taken' : 'links may not be made here' });
        }
    }

    async add(bytes: Uint8Array): Promise<void> {
        const file = this.#file;
        if (file === undefined) return;
        this.#size += bytes.length;
        if (file.write(bytes)) return;
        await new Promise<void>((resolve, reject) => {
            const drained = (): void => {
                file.off('error', reject);
                resolve();
            };
            file.once('drain', drained);
            file.once('error', reject);
        });
    }

    async finish(): Promise<void> {
        const file = this.#file;
        this.#file = undefined;
        if (file === undefined) return;
        file.end();
        await finished(file);
    }

    async #write(entry: TarEntry, target: string, name: string): Promise<void> {
        if (entry.kind === 'folder') {
            await mkdir(target, { recursive: true });
            this.#written.set(name, 'folder');
        } else if (entry.kind === 'file') {
            this.#file = await openNew(target, entry.mode & 0o777);
            this.#written.set(name, 'file');
            this.#files++;
            this.#onFile(name);
        } else if (entry.hard) {
            const original = safeParts(entry.target) ?? [];
            await copyFile(path.join(this.#folder, ...original), target);
            this.#written.set(name, 'file');
            this.#files++;
        } else {
            await symlink(entry.target, target);
            this.#written.set(name, 'link');
        }
    }

    #whyNot(parts: readonly string[], { kind, hard, target }: TarEntry): string | undefined {
        if (kind === 'other') return 'it is neither a file nor a folder nor a link';
        const before = this.#written.get(parts.join('/'));
        if (before !== undefined && (before !== 'folder' || kind !== 'folder')) return 'the archive has it twice';
        for (let length = 1; length < parts.length; length++) {
            const above = this.#written.get(parts.slice(0, length).join('/'));
            if (above !== undefined && above !== 'folder') return 'it lies below something that is no folder';
        }
        if (kind !== 'link') return undefined;
        if (hard) {
            const original = safeParts(target)?.join('/') ?? '';
            return this.#written.get(original) === 'file' ? undefined : 'it is the same as a file that was not copied';
        }
        return staysInside(parts, target) ? undefined : 'it leads out of the folder';
    }
}

function openNew(file: string, mode: number): Promise<WriteStream> {
    return new Promise((resolve, reject) => {
        // readable for its new owner, whatever it was in the container
        const stream = createWriteStream(file, { flags: 'wx', mode: mode | 0o600 });
        stream.once('open', () => {
            resolve(stream);
        });
        stream.once('error', reject);
    });
}

/** The folders and the name of an entry below the target; `undefined` for what this system cannot have, or must not. */
export function safeParts(name: string, platform: NodeJS.Platform = process.platform): readonly string[] | undefined {
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    return parts.every((part) => isSafe(part, platform)) ? parts : undefined;
}

function isSafe(part: string, platform: NodeJS.Platform): boolean {
    if (part === '..' || part.includes('\0')) return false;
    if (platform !== 'win32') return true;
    return !/[<>:"|?*\\\p{Cc}]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu.test(part);
}

/**
 * Whether a link at `parts` leads to something below the same folder. It may go up at its beginning only: the folders that it lies in are real, but one that
 * it passes later can be a link itself.
 */
function staysInside(parts: readonly string[], target: string): boolean {
    const [, up = '', rest = ''] = /^((?:\.\.(?:\/+|$)|\.\/+)*)(.*)$/s.exec(target) ?? [];
    const steps = up.split('/').filter((part) => part === '..').length;
    const goesUpLater = rest.split('/').includes('..');
    const isPlain = !target.startsWith('/') && !/[\\\0]/.test(target) && target !== '';
    return isPlain && steps < parts.length && !goesUpLater;
}
