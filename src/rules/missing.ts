import { folderOf } from '../project/paths';
import type { Subject } from './rule';

/**
 * Whether a path surely is in no build context that the Dockerfile may be built with: its own folder, and those above it, may
 * be the context as well as the one that was read.
 */
export function isMissing({ context, path: dockerfile }: Subject, path: string): boolean {
    if (context === undefined || context.truncated || context.exists(path)) return false;
    for (let at = folderOf(dockerfile ?? ''); at !== ''; at = folderOf(at))
        if (context.exists(`${at}/${path}`)) return false;
    return true;
}
