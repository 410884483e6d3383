import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readEnvFile, type EnvFile } from '../../../engine/envFile';
import type { RunChoice } from './readValues';
import type { Report } from './report';

/** What the files that a form names hold. */
export interface NamedFiles {
    readonly variables: EnvFile['variables'];
    /** JSON. */
    readonly seccomp: string | undefined;
}

const largestFile = 1024 * 1024;

/** @param folder what relative paths are relative to */
export async function readNamedFiles(
    { envFile, seccompFile }: Pick<RunChoice, 'envFile' | 'seccompFile'>,
    folder: string,
    report: Report,
): Promise<NamedFiles> {
    const { l10n } = report;
    const env = envFile === undefined ? '' : await read(envFile, folder, 'envFile', report);
    const { variables, problems } = readEnvFile(env ?? '', process.env);
    const [first] = problems;
    if (first !== undefined) report.error('envFile', l10n.t('Line {0} is no variable', first.line + 1));
    const quoted = Object.keys(variables).filter((name) => /^(["']).*\1$/.test(variables[name] ?? ''));
    if (quoted.length > 0) {
        report.inform(
            'envFile',
            l10n.t('The quotes around the value of `{0}` are part of it, as for `docker run`', quoted.join('`, `')),
        );
    }
    const seccomp =
        seccompFile === undefined || seccompFile === ''
            ? undefined
            : await read(seccompFile, folder, 'seccompFile', report);
    if (seccomp !== undefined && !isJson(seccomp)) report.error('seccompFile', l10n.t('It is no JSON'));
    return { variables, seccomp };
}

async function read(file: string, folder: string, field: string, report: Report): Promise<string | undefined> {
    const full = path.resolve(folder, file);
    try {
        const { size } = await stat(full);
        if (size <= largestFile) return await readFile(full, 'utf8');
        report.error(field, report.l10n.t('`{0}` is too large', file));
    } catch {
        report.error(field, report.l10n.t('`{0}` cannot be read', file));
    }
    return undefined;
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
