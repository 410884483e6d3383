import type { Command } from '../../project/project';
import type { RuntimeBase } from '../../facts/runtimeBases';
import type { Reason } from '../scaffold';
import { isWritablePath } from './words';

/** Where a program finds itself that names its folders relatively. */
export const workFolder = '/app';

export interface Folders {
    /** Absolute, to be made and to belong to the user. */
    readonly owned: readonly string[];
    /** Whether a path of the program depends on the working directory. */
    readonly relative: boolean;
    readonly reasons: readonly Reason[];
}

/** The folders that a command writes to and that are not there, or not the user's, in the image. */
export function chooseFolders(command: Command, base: RuntimeBase): Folders {
    const owned = new Set<string>();
    const reasons: Reason[] = [];
    let relative = false;
    for (const { path, file, line } of command.writesFiles) {
        const folder = absoluteFolder(path);
        if (folder === undefined || isOfTheSystem(folder, base)) continue;
        relative ||= !path.startsWith('/');
        if (owned.has(folder)) continue;
        owned.add(folder);
        reasons.push({
            what: `\`${folder}\` belongs to the user`,
            because: `the program writes to \`${path}\``,
            source: { file, line },
        });
    }
    if (owned.size > 0)
        reasons.push({
            what: 'no VOLUME',
            because: 'each start would leave a volume without a name behind; mount one where the data is to stay',
            source: null,
        });
    // A folder before what is in it.
    return { owned: [...owned].sort(), relative, reasons };
}

/** Where the image has a folder that a program names; `undefined` for one that no image can be told to have. */
export function absoluteFolder(path: string): string | undefined {
    if (path === '' || path.length > 200 || !isWritablePath(path) || path.includes(' ') || path.startsWith('~'))
        return undefined;
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${workFolder}/${path}`).split('/'))
        if (part === '..') parts.pop();
        else if (part !== '' && part !== '.') parts.push(part);
    return `/${parts.join('/')}`;
}

const systemFolders =
    /^\/(?:bin|boot|etc|home|lib|lib64|media|mnt|opt|root|sbin|srv|var|var\/lib|var\/run|run|usr(?:\/.*)?)?$/;
const kernelFolders = /^\/(?:dev|proc|sys)(?:\/|$)/;
const temporary = /^(?:\/var)?\/tmp(?:\/|$)/;

/** Folders that are somebody else's, and temporary ones where the image has them. */
function isOfTheSystem(folder: string, base: RuntimeBase): boolean {
    if (temporary.test(folder) && base.temporaryFolder) return true;
    return systemFolders.test(folder) || kernelFolders.test(folder);
}
