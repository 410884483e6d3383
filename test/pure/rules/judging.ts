import { parseDockerfile } from '../../../src/dockerfile/parse';
import { readProject } from '../../../src/project/reader';
import { configNames, defaultConfig, readConfig, type LintConfig } from '../../../src/rules/config';
import { applyEdits } from '../../../src/rules/fix';
import { lint, type LintOptions } from '../../../src/rules/lint';
import { loadSubject } from '../../../src/rules/load';
import type { FileEdit, Finding } from '../../../src/rules/rule';
import { memoryFiles } from '../memoryFiles';

export type Judge = (text: string) => readonly Finding[];

/** Loads a tree around a Dockerfile once; a rule that throws fails the test. */
export async function judgeIn(
    tree: Readonly<Record<string, string>>,
    options: Partial<LintOptions> = {},
): Promise<Judge> {
    const files = memoryFiles(tree);
    const project = Object.keys(tree).some((path) => path.endsWith('go.mod')) ? await readProject(files) : undefined;
    const hasTree = Object.keys(tree).length > 0;
    const config = options.config ?? configIn(tree);
    const { settings } = config;
    const loaded = await loadSubject(
        files,
        { path: 'Dockerfile', text: '' },
        { project, contextFolder: hasTree ? '' : undefined, settings },
    );
    return (text) =>
        lint(
            { ...loaded, dockerfile: parseDockerfile(text) },
            {
                profile: 'all',
                config,
                onRuleError: (rule, error) => {
                    throw new Error(rule, { cause: error });
                },
                ...options,
            },
        );
}

function configIn(tree: Readonly<Record<string, string>>): LintConfig {
    const name = configNames.find((each) => tree[each] !== undefined);
    return name === undefined ? defaultConfig : readConfig(name, tree[name] ?? '').config;
}

/** What the first fix of the first finding makes of the text; the text itself where there is none. */
export function applyFirstFix(text: string, findings: readonly Finding[]): string {
    const fixes = findings[0]?.fixes ?? [];
    const fix = fixes.find(({ preferred }) => preferred) ?? fixes[0];
    return applyEdits(text, fix?.edits ?? []);
}

/** What edits of other files make of the tree around a Dockerfile. */
export function applyElsewhere(
    tree: Readonly<Record<string, string>>,
    edits: readonly FileEdit[],
): Readonly<Record<string, string>> {
    const files = [...new Set(edits.flatMap(({ file }) => file ?? []))];
    const changes = files.map((path) => {
        const own = edits.filter(({ file }) => file === path).map(({ range, newText }) => ({ range, newText }));
        return [path, applyEdits(tree[path] ?? '', own)] as const;
    });
    return { ...tree, ...Object.fromEntries(changes) };
}

const mostRounds = 50;

/** A Dockerfile and its tree after a person has taken the first offer of one finding after the other, as long as there is any. */
export async function takeEveryOffer(
    text: string,
    tree: Readonly<Record<string, string>>,
    options: Partial<LintOptions> = {},
): Promise<{ readonly text: string; readonly tree: Readonly<Record<string, string>> }> {
    let now = { text, tree };
    for (let round = 0; round < mostRounds; round++) {
        const findings = (await judgeIn(now.tree, options))(now.text);
        const [fix] = findings.flatMap(({ fixes }) => fixes.find(({ preferred }) => preferred) ?? fixes.slice(0, 1));
        if (fix === undefined) break;
        now = { text: applyEdits(now.text, fix.edits), tree: applyElsewhere(now.tree, fix.edits) };
    }
    return now;
}

/** As `3:6-3:19 warning [id] message {aliases} (profile)`, one-based; the profile where it is not `recommended`. */
export function describeFinding({ range, severity, rule, message, aliases, profile }: Finding): string {
    const { start, end } = range;
    const to = end.line === start.line ? '' : `${end.line + 1}:`;
    const place = `${start.line + 1}:${start.character + 1}-${to}${end.character + 1}`;
    const known = aliases.length === 0 ? '' : ` {${aliases.join(' ')}}`;
    return `${place} ${severity} [${rule}] ${message}${known}${profile === 'recommended' ? '' : ` (${profile})`}`;
}
