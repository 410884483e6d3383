import path from 'node:path';
import { defaultConfig, readConfig, type LintConfig } from '../../rules/config';
import { findConfig } from '../../rules/load';
import { CommandError, reasonOf } from '../commandError';
import { diskFiles, isInside } from '../diskFiles';
import { readBounded } from '../readBounded';

const largestConfig = 1024 * 1024;

/**
 * Answers which configuration holds in a folder (absolute): the given file's, else that of the nearest one from the folder up to the working directory.
 * Outside the working directory only `root`, where the Dockerfile's project is, bounds the search.
 */
export async function createConfigs(
    given: string | undefined,
    workingFolder: string,
    complain: (message: string) => void,
): Promise<(folder: string, root: string) => Promise<LintConfig>> {
    if (given !== undefined) {
        const config = await readGiven(given, workingFolder, complain);
        return () => Promise.resolve(config);
    }
    const known = new Map<string, Promise<LintConfig>>();
    const told = new Set<string>();
    const find = async (folder: string, root: string): Promise<LintConfig> => {
        const top = isInside(workingFolder, folder) ? workingFolder : root;
        const below = path.relative(top, folder).replaceAll(path.sep, '/');
        const found = await findConfig(diskFiles(top), below);
        if (found === undefined) return defaultConfig;
        const file = path.relative(workingFolder, path.join(top, found.path));
        if (!told.has(file)) for (const problem of found.problems) complain(wordsOf(file, problem));
        told.add(file);
        return found.config;
    };
    return (folder, root) => {
        const config = known.get(folder) ?? find(folder, root);
        known.set(folder, config);
        return config;
    };
}

async function readGiven(file: string, folder: string, complain: (message: string) => void): Promise<LintConfig> {
    let text: string;
    try {
        text = new TextDecoder().decode(await readBounded(path.resolve(folder, file), largestConfig));
    } catch (error) {
        throw new CommandError(`cannot read \`${file}\`: ${reasonOf(error)}`);
    }
    const { config, problems } = readConfig(file, text);
    for (const problem of problems) complain(wordsOf(file, problem));
    return config;
}

type Problem = ReturnType<typeof readConfig>['problems'][number];

function wordsOf(file: string, { message, range }: Problem): string {
    return `\`${file}:${range.start.line + 1}\`: ${message}`;
}
