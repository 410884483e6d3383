import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';

/** The variables of an environment, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The full path of a program on the PATH of `env`, or `undefined`. Empty and relative entries of PATH are left out, and the current folder is
 * never searched, so that a workspace cannot put its own `docker` before the user's. A name with a separator is taken as a path.
 */
export async function findProgram(
    name: string,
    env: Environment,
    platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
    const system = platform === 'win32' ? path.win32 : path.posix;
    const endings = platform === 'win32' ? windowsEndings(name) : [''];
    const folders =
        system.basename(name) === name ? searchPath(env, platform).filter((folder) => system.isAbsolute(folder)) : [''];
    for (const folder of folders) {
        for (const ending of endings) {
            const candidate = folder === '' ? name + ending : system.join(folder, name + ending);
            if (system.isAbsolute(candidate) && (await isExecutable(candidate, platform))) return candidate;
        }
    }
    return undefined;
}

function searchPath(env: Environment, platform: NodeJS.Platform): string[] {
    if (platform !== 'win32') return (env['PATH'] ?? '').split(':');
    const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH');
    const folders = key === undefined ? [] : (env[key] ?? '').split(';');
    return folders.map((folder) => folder.replaceAll('"', ''));
}

/** What Windows can start directly comes first, batch files last: they need `cmd.exe`. */
function windowsEndings(name: string): string[] {
    return /\.(exe|com|cmd|bat)$/i.test(name) ? [''] : ['.exe', '.com', '.cmd', '.bat'];
}

async function isExecutable(file: string, platform: NodeJS.Platform): Promise<boolean> {
    try {
        if (!(await stat(file)).isFile()) return false;
        if (platform !== 'win32') await access(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
