import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Machine } from '../../../src/engine/machine';

export interface FakeMachine {
    readonly platform?: NodeJS.Platform;
    readonly env?: Record<string, string>;
    /** Text by full path; a socket is an empty text. */
    readonly files?: Record<string, string>;
}

/** A machine of any system, whose disk is a table. */
export function fakeMachine({ platform = 'linux', env = {}, files = {} }: FakeMachine): Machine {
    const home = platform === 'win32' ? 'C:\\Users\\me' : platform === 'darwin' ? '/Users/me' : '/home/me';
    const system = platform === 'win32' ? path.win32 : path.posix;
    const under = (folder: string) => {
        const start = folder.endsWith(system.sep) ? folder : folder + system.sep;
        return Object.keys(files)
            .filter((file) => file.startsWith(start))
            .map((file) => file.slice(start.length).split(system.sep)[0] ?? '');
    };
    return {
        platform,
        env,
        home,
        readFile: (file) => Promise.resolve(files[file]),
        list: (folder) => Promise.resolve([...new Set(under(folder))]),
        exists: (file) => Promise.resolve(files[file] !== undefined),
    };
}

/** The files of a docker context as `docker context create` writes them, under a configuration folder. */
export function contextFiles(
    folder: string,
    name: string,
    endpoint: Record<string, unknown>,
    pem: Record<string, string> = {},
    separator = '/',
): Record<string, string> {
    const hash = createHash('sha256').update(name).digest('hex');
    const at = (...parts: string[]) => [folder, 'contexts', ...parts].join(separator);
    return {
        [at('meta', hash, 'meta.json')]: JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: endpoint } }),
        ...Object.fromEntries(Object.entries(pem).map(([file, text]) => [at('tls', hash, 'docker', file), text])),
    };
}
