import type * as vscode from 'vscode';
import { parseDockerfile } from '../../dockerfile/parse';
import type { Dockerfile } from '../../dockerfile/syntax';
import type { Log } from '../../engine/log';
import type { Files } from '../../files';
import { folderOf } from '../../project/paths';
import { defaultConfig, type LintConfig } from '../../rules/config';
import { lint, type LintOptions } from '../../rules/lint';
import { findConfig, loadSubject } from '../../rules/load';
import type { Finding, Severity, Subject } from '../../rules/rule';
import { causeChain } from '../log';
import type { ContextListings } from './contextListings';
import { locate } from './locate';
import type { Projects } from '../projects';
import { readSetting } from '../settings';
import { inside, workspaceFiles } from '../workspaceFiles';

/** Everything a judgement needs but the text itself: loaded once, and again when something of it changes. */
export interface Surroundings {
    readonly subject: Omit<Subject, 'dockerfile'>;
    readonly options: LintOptions;
    /** Where the paths of related places start. */
    readonly projectRoot: vscode.Uri | undefined;
    /** Where the paths of fixes in other files start. */
    readonly contextRoot: vscode.Uri | undefined;
    readonly configFile:
        { readonly uri: vscode.Uri; readonly problems: ConfigProblems; readonly setsProfile: boolean } | undefined;
}

export type ConfigProblems = NonNullable<Awaited<ReturnType<typeof findConfig>>>['problems'];

/** Parses and judges a text; what a judgement costs while somebody types. */
export function judge(
    text: string,
    { subject, options }: Surroundings,
): { readonly dockerfile: Dockerfile; readonly findings: readonly Finding[] } {
    const dockerfile = parseDockerfile(text);
    return { dockerfile, findings: lint({ ...subject, dockerfile }, options) };
}

export interface SurroundingSources {
    readonly projects: Projects;
    readonly listings: ContextListings;
    readonly log: Log;
}

export async function loadSurroundings(
    uri: vscode.Uri,
    { projects, listings, log }: SurroundingSources,
): Promise<Surroundings> {
    const { top, context, project: around } = await locate(uri, projects);
    const found = top && (await findConfig(workspaceFiles(top.root), folderOf(top.path)));
    const config = withSettings(found?.config, uri);
    const loaded = await loadSubject(
        context === undefined ? noFiles : workspaceFiles(context.root),
        { path: context?.path ?? '', text: '' },
        {
            project: around?.project,
            contextFolder: context === undefined ? undefined : '',
            contextFiles: context && (await listings.of(context.root)),
            settings: config.settings,
        },
    );
    return {
        subject: loaded,
        options: { profile: config.profile ?? 'recommended', config, onRuleError: reportTo(log) },
        projectRoot: around?.root,
        contextRoot: context?.root,
        configFile: configFile(top?.root, found),
    };
}

const noFiles: Files = { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };

/** Each rule that fails is told of once, not with every key that somebody presses. */
function reportTo(log: Log): (rule: string, error: unknown) => void {
    const told = new Set<string>();
    return (rule, error) => {
        if (!told.has(rule)) log.error(`the rule ${rule} failed: ${causeChain(error)}`);
        told.add(rule);
    };
}

/** The configuration file speaks for the team and has the last word over the settings, as at the command line. */
function withSettings(config: LintConfig = defaultConfig, scope: vscode.Uri): LintConfig {
    const trusted = config.settings.trustedRegistries;
    return {
        ...config,
        profile: config.profile ?? readSetting('lint.profile', scope),
        severities: { ...knownSeverities(readSetting('lint.rules', scope)), ...config.severities },
        settings: {
            ...config.settings,
            trustedRegistries: trusted.length > 0 ? trusted : readSetting('lint.trustedRegistries', scope),
        },
    };
}

/** Settings are written by hand: what is no severity is left out. */
function knownSeverities(rules: Readonly<Record<string, unknown>>): LintConfig['severities'] {
    const known: Record<string, Severity | 'off'> = {};
    for (const [name, value] of Object.entries(rules)) {
        const severity = severities.find((each) => each === value);
        if (severity !== undefined) known[name] = severity;
    }
    return known;
}

const severities: readonly (Severity | 'off')[] = ['off', 'error', 'warning', 'info', 'hint'];

function configFile(
    root: vscode.Uri | undefined,
    found: Awaited<ReturnType<typeof findConfig>>,
): Surroundings['configFile'] {
    if (root === undefined || found === undefined) return undefined;
    const uri = inside(root, found.path);
    return uri && { uri, problems: found.problems, setsProfile: found.config.profile !== undefined };
}
