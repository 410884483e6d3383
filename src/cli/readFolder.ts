import path from 'node:path';
import type { Project } from '../project/project';
import { readProject } from '../project/reader';
import { CommandError, reasonOf } from './commandError';
import { diskFiles } from './diskFiles';
import { isFolder } from './readBounded';

/** The project of a folder that a user named; throws `CommandError` where there is no such folder. */
export async function readProjectFolder(given: string, workingFolder: string): Promise<Project> {
    const folder = path.resolve(workingFolder, given);
    let isThere: boolean;
    try {
        isThere = await isFolder(folder);
    } catch (error) {
        throw new CommandError(`cannot read \`${given}\`: ${reasonOf(error)}`);
    }
    if (!isThere) throw new CommandError(`\`${given}\` is no folder`);
    return readProject(diskFiles(folder), undefined, given);
}
