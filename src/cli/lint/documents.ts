import path from 'node:path';
import { reasonOf } from '../commandError';
import { diskFiles } from '../diskFiles';
import { collectBounded, isFolder, readBounded } from '../readBounded';
import type { Terminal } from '../terminal';
import { findDockerfiles, kindOfName } from './containerFiles';

/** A Dockerfile to judge. */
export interface Document {
    /** As the user gave it, or found below a folder that the user gave. */
    readonly file: string;
    /** Absolute. */
    readonly place: string;
    readonly bytes: Uint8Array;
    /** Whether it came through the standard input. */
    readonly isInput: boolean;
}

interface Wanted {
    readonly paths: readonly string[];
    readonly stdin: string | undefined;
    /** Whether the user said what the files are, so that their names do not matter. */
    readonly hasKind: boolean;
}

const largestDocument = 16 * 1024 * 1024;

/** Reads them one by one, each file once; what cannot be read is told and passed over. */
export async function* readDocuments(
    { paths, stdin, hasKind }: Wanted,
    { folder, input }: Terminal,
    complain: (message: string) => void,
): AsyncIterable<Document> {
    const seen = new Set<string>();
    if (stdin !== undefined) {
        const bytes = await attempt('the standard input', () => collectBounded(input, largestDocument), complain);
        if (bytes !== undefined) yield { file: stdin, place: path.resolve(folder, stdin), bytes, isInput: true };
    }
    for (const given of paths)
        for await (const file of filesAt(given, folder, hasKind, complain)) {
            const place = path.resolve(folder, file);
            if (seen.has(place)) continue;
            seen.add(place);
            const bytes = await attempt(`\`${file}\``, () => readBounded(place, largestDocument), complain);
            if (bytes !== undefined) yield { file, place, bytes, isInput: false };
        }
}

async function* filesAt(
    given: string,
    folder: string,
    hasKind: boolean,
    complain: (message: string) => void,
): AsyncIterable<string> {
    const place = path.resolve(folder, given);
    const isSearched = await attempt(`\`${given}\``, () => isFolder(place), complain);
    if (isSearched === true) {
        const before = /^\.?[\\/]?$/.test(given) ? '' : /[\\/]$/.test(given) ? given : `${given}/`;
        // an absolute root is no current folder
        const prefix = path.isAbsolute(given) && before === '' ? given : before;
        for await (const found of findDockerfiles(diskFiles(place))) yield prefix + found;
    }
    if (isSearched !== false) return;
    const kind = hasKind ? 'dockerfile' : kindOfName(path.basename(given));
    if (kind === 'dockerfile') yield given;
    else if (kind === undefined) complain(`\`${given}\`: the name does not say what it is; \`--kind\` does`);
    else complain(`\`${given}\`: ${kind} files are not judged yet`);
}

async function attempt<T>(
    what: string,
    action: () => Promise<T>,
    complain: (message: string) => void,
): Promise<T | undefined> {
    try {
        return await action();
    } catch (error) {
        complain(`cannot read ${what}: ${reasonOf(error)}`);
        return undefined;
    }
}

/** The text, and whether writing it back would give the same bytes. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly isExact: boolean } {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { text, isExact: Buffer.compare(Buffer.from(text), bytes) === 0 };
}
