import type { Range } from 'vscode-languageserver-types';
import { readGopherdockConfig } from './config/gopherdock';
import { hadolintKeys, readHadolintConfig } from './config/hadolint';
import { readYaml, type ConfigProblem } from './config/yaml';
import type { RuleSettings, Severity } from './rule';

export { configKeys, type ConfigKey } from './config/keys';

/** `all` are the rules that run only by name, too. */
export type LintProfile = 'recommended' | 'strict' | 'all';

/** What a team has decided. */
export interface LintConfig {
    readonly profile: LintProfile | undefined;
    /** The least severity at which the command line fails. */
    readonly failOn: Severity | 'none' | undefined;
    /** Ids or aliases. */
    readonly ignored: readonly string[];
    /** By id or alias; one that is given a severity runs whatever its profile. */
    readonly severities: Readonly<Record<string, Severity | 'off'>>;
    /** Whether comments in a Dockerfile may not silence findings. */
    readonly disablePragmas: boolean;
    readonly settings: RuleSettings;
}

export const defaultConfig: LintConfig = {
    profile: undefined,
    failOn: undefined,
    ignored: [],
    severities: {},
    disablePragmas: false,
    settings: { trustedRegistries: [], labelSchema: {}, strictLabels: false },
};

/** The names that are looked for in a folder, in order of preference. */
export const configNames: readonly string[] = [
    '.gopherdock.yaml',
    '.gopherdock.yml',
    '.hadolint.yaml',
    '.hadolint.yml',
];

/**
 * Reads a configuration of ours or of hadolint; the name tells which, and where it does not, the keys do. What is wrong
 * in it is told and left out.
 */
export function readConfig(
    fileName: string,
    text: string,
): { config: LintConfig; problems: readonly { message: string; range: Range }[] } {
    const problems: ConfigProblem[] = [];
    const entries = readYaml(text, problems);
    const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1).toLowerCase();
    const isHadolint = base.includes('gopherdock')
        ? false
        : base.includes('hadolint') || entries.some(({ key }) => hadolintKeys.has(key));
    const read = isHadolint ? readHadolintConfig : readGopherdockConfig;
    const config = { ...defaultConfig, ...read(entries, problems) };
    return { config, problems: problems.sort(byPlace) };
}

function byPlace({ range: { start: a } }: ConfigProblem, { range: { start: b } }: ConfigProblem): number {
    return a.line - b.line || a.character - b.character;
}
