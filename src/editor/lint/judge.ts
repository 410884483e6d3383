import * as vscode from 'vscode';
import { parseDockerfile } from '../../dockerfile/parse';
import type { Dockerfile } from '../../dockerfile/syntax';
import type { Log } from '../../engine/log';
import type { Files } from '../../files';
import type { Project } from '../../project/project';
import { folderOf } from '../../project/paths';
import { defaultConfig, type LintConfig, type LintProfile } from '../../rules/config';
import { lint, type LintOptions } from '../../rules/lint';
import { findConfig, loadSubject } from '../../rules/load';
import type { Finding, Severity, Subject } from '../../rules/rule';
import { causeChain } from '../log';
import type { Projects } from '../projects';
import { readSetting } from '../settings';
import { inside, pathBelow, workspaceFiles } from '../workspaceFiles';
import { contextFolderOf } from './contextFolder';

/** Everything a judgement needs but the text itself: loaded once, and again when something of it changes. */
export interface Surroundings {
    readonly subject: Omit<Subject, 'dockerfile'>;
    readonly options: LintOptions;
    /** Where the paths of related places start. */
    readonly projectRoot: vscode.Uri | undefined;
    /** Where the paths of fixes in other files start. */
    readonly contextRoot: vscode.Uri | undefined;
    readonly configFile: { readonly uri: vscode.Uri; readonly problems: ConfigProblems } | undefined;
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

export async function loadSurroundings(
    document: vscode.TextDocument,
    projects: Projects,
    log: Log,
): Promise<Surroundings> {
    const place = await locate(document.uri, projects);
    const found = place && (await findConfig(place.files, folderOf(place.path)));
    const config = withSettings(found?.config, document.uri);
    const contextFolder = place?.isSaved === true ? contextFolderOf(place.path, place.project) : undefined;
    const { project, context, settings } = await loadSubject(
        place?.files ?? noFiles,
        { path: place?.path ?? '', text: '' },
        { project: place?.project, contextFolder, settings: config.settings },
    );
    return {
        subject: { project, context, settings },
        options: { profile: config.profile ?? 'recommended', config, onRuleError: reportTo(log) },
        projectRoot: place?.root,
        contextRoot: place && contextFolder !== undefined ? inside(place.root, contextFolder) : undefined,
        configFile: configFile(place?.root, found),
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

interface Place {
    readonly root: vscode.Uri;
    readonly files: Files;
    /** Of the Dockerfile, below the root. */
    readonly path: string;
    /** `undefined` where there is no Go module. */
    readonly project: Project | undefined;
    /** Whether the folder it will be built in can be known. */
    readonly isSaved: boolean;
}

/** An untitled document belongs to the only folder there is; a file outside all folders to nothing but its own folder's configuration. */
async function locate(uri: vscode.Uri, projects: Projects): Promise<Place | undefined> {
    const isUntitled = uri.scheme === 'untitled';
    const [only, ...others] = projects.roots();
    const at = isUntitled ? (others.length === 0 ? only : undefined) : uri;
    if (at === undefined) return undefined;
    const located = await projects.projectAt(at);
    if (located === undefined) {
        if (isUntitled) return undefined;
        const root = vscode.Uri.joinPath(uri, '..');
        const path = pathBelow(root, uri) ?? '';
        return { root, files: workspaceFiles(root), path, project: undefined, isSaved: false };
    }
    const { root, project } = located;
    return {
        root,
        files: workspaceFiles(root),
        path: isUntitled ? 'Dockerfile' : (pathBelow(root, uri) ?? 'Dockerfile'),
        project: project.modules.length > 0 ? project : undefined,
        isSaved: !isUntitled,
    };
}

/** The configuration file speaks for the team and has the last word over the settings, as at the command line. */
function withSettings(config: LintConfig = defaultConfig, scope: vscode.Uri): LintConfig {
    const trusted = config.settings.trustedRegistries;
    return {
        ...config,
        profile: config.profile ?? profiles.find((each) => each === readSetting('lint.profile', scope)),
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

const profiles: readonly LintProfile[] = ['recommended', 'strict', 'all'];
const severities: readonly (Severity | 'off')[] = ['off', 'error', 'warning', 'info', 'hint'];

function configFile(
    root: vscode.Uri | undefined,
    found: Awaited<ReturnType<typeof findConfig>>,
): Surroundings['configFile'] {
    if (root === undefined || found === undefined) return undefined;
    const uri = inside(root, found.path);
    return uri && { uri, problems: found.problems };
}
