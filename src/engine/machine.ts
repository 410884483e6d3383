import { access, readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Environment } from '../programs/findProgram';

/** What the search for an engine asks of the machine; handed in, so that a test can be any machine. */
export interface Machine {
    readonly platform: NodeJS.Platform;
    readonly env: Environment;
    readonly home: string;
    /** The text of a file, `undefined` where it cannot be read or is larger than a configuration could be. */
    readFile(file: string): Promise<string | undefined>;
    /** The names in a folder, empty where it cannot be read. */
    list(folder: string): Promise<readonly string[]>;
    exists(file: string): Promise<boolean>;
}

const largestFile = 4 * 1024 * 1024;

export function thisMachine(env: Environment = process.env): Machine {
    return {
        platform: process.platform,
        env,
        home: homedir(),
        readFile: async (file) => {
            try {
                if ((await stat(file)).size > largestFile) return undefined;
                return await readFile(file, 'utf8');
            } catch {
                return undefined;
            }
        },
        list: (folder) => readdir(folder).catch(() => []),
        exists: (file) =>
            access(file).then(
                () => true,
                () => false,
            ),
    };
}

/** Joins as the machine's own system does, whichever the test runs on. */
export function joinPath({ platform }: Machine, ...parts: readonly string[]): string {
    return (platform === 'win32' ? path.win32 : path.posix).join(...parts);
}
