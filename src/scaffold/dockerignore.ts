import { createBuildContext } from '../dockerfile/ignore';
import { folderOf, isInside, relativeTo } from '../project/paths';
import type { Command } from '../project/project';
import type { BuildSet } from './buildSets';
import { inFolder } from './buildTargets';
import { isWritablePath } from './image/words';
import type { Choices, Reason } from './scaffold';
import { readExtraTargets } from './image/extraStages';

interface Section {
    readonly comment: string;
    readonly patterns: readonly string[];
}

/** Patterns count from the root of the context: `bin` is no `cmd/bin`. */
const sections: readonly Section[] = [
    {
        comment: 'History, editors and what only people and servers read: a change of it compiles nothing.',
        patterns: [
            '**/.git',
            '**/.gitignore',
            '.gitattributes',
            '.editorconfig',
            '.github',
            '.gitlab',
            '.gitlab-ci.yml',
            '.vscode',
            '.idea',
            '.devcontainer',
            '**/.DS_Store',
            'README*',
            'CHANGELOG*',
            'LICENSE*',
        ],
    },
    {
        comment: 'What describes images and how they run.',
        patterns: [
            '**/Dockerfile',
            'Dockerfile.*',
            '*.Dockerfile',
            '**/.dockerignore',
            'compose*.y*ml',
            'docker-compose*.y*ml',
        ],
    },
    {
        comment: 'What builds, tests and profilers leave behind. Not *.pgo: compiling reads it.',
        patterns: [
            'bin',
            'dist',
            'tmp',
            'coverage*',
            '*.exe',
            '*.test',
            '*.out',
            '*.prof',
            '**/__debug_bin*',
            '**/node_modules',
        ],
    },
    {
        comment: 'Secrets and data of this machine.',
        patterns: [
            '**/.env',
            '**/.env.*',
            '**/.netrc',
            '**/*.pem',
            '**/*.key',
            '**/*.p12',
            '**/*.pfx',
            '**/id_rsa*',
            '**/id_ed25519*',
            '**/*.tfstate*',
            '**/*.db',
            '**/*.db-*',
            '**/*.sqlite*',
        ],
    },
];

/** The .dockerignore of a build set: it leaves out what no build reads, and nothing that Go may compile or embed. */
export function writeDockerignore(set: BuildSet, choices: Choices): { text: string; reasons: readonly Reason[] } {
    const known = knownPaths(set);
    const kept = sections.map(({ comment, patterns }) => ({
        comment,
        patterns: patterns.filter((pattern) => !holdsSources(pattern, known)),
    }));
    const embedded = findEmbedded(set, kept.flatMap(({ patterns }) => patterns).join('\n'));
    const vendored = set.modules
        .filter((module) => module.vendored)
        .map(({ dir }) => inFolder(relativeTo(dir, set.folder), 'vendor'))
        .filter(isWritablePath);
    const back: Section[] = [
        { comment: 'Embedded into the programs.', patterns: [...embedded.keys()].map((path) => `!${path}`) },
        { comment: 'Compiled as it is.', patterns: vendored.map((path) => `!${path}`) },
        {
            comment: 'Read by tests.',
            patterns: readExtraTargets(choices).has('test') ? ['!**/testdata'] : [],
        },
        { comment: 'Built by a stage of the Dockerfile.', patterns: builtFolders(set) },
    ];
    const text = [...kept, ...back]
        .filter(({ patterns }) => patterns.length > 0)
        .map(({ comment, patterns }) => `# ${comment}\n${patterns.join('\n')}\n`)
        .join('\n');
    return {
        text,
        reasons: [
            {
                what: 'left out: history, secrets, build results',
                because: 'what the builder does not see starts no new build and gets into no image',
                source: null,
            },
            ...[...embedded].map(([path, source]) => ({
                what: `\`${path}\` stays in`,
                because: 'a program embeds it',
                source,
            })),
        ],
    };
}

function builtFolders({ commands, folder }: BuildSet): string[] {
    const folders = commands.flatMap(({ frontends }) => frontends.flatMap(({ output, built }) => [output, built]));
    return [...new Set(folders)]
        .filter((path) => isInside(path, folder) && isWritablePath(path))
        .map((path) => relativeTo(path, folder));
}

/** Folders with Go sources that the project is known to be made of, relative to the context. */
function knownPaths({ folder, modules, commands }: BuildSet): string[] {
    const paths = [
        ...modules.map(({ dir }) => dir),
        ...commands.flatMap(({ dir, embeds, env, ports, routes, reasons }) => [
            dir,
            ...[...embeds, ...reasons].map(({ file }) => folderOf(file)),
            ...[...env, ...ports, ...routes].map(({ source }) => folderOf(source.file)),
        ]),
    ];
    return paths.filter((path) => isInside(path, folder)).map((path) => relativeTo(path, folder));
}

function holdsSources(pattern: string, known: readonly string[]): boolean {
    const context = createBuildContext({ paths: [], ignoreText: pattern, truncated: false });
    return known.some((path) => path !== '' && context.ignores(path));
}

/** What `//go:embed` names and the patterns would leave out, in part where it is a folder. */
function findEmbedded(set: BuildSet, ignoreText: string): Map<string, Command['embeds'][number]> {
    const context = createBuildContext({ paths: [], ignoreText, truncated: false });
    const found = new Map<string, Command['embeds'][number]>();
    for (const embed of set.commands.flatMap(({ embeds }) => embeds)) {
        const path = inFolder(folderOf(embed.file), embed.pattern.replace(/^all:/, ''));
        if (!isInside(path, set.folder)) continue;
        const inContext = relativeTo(path, set.folder).replace(/\/+$/, '');
        if (!isEmbeddable(inContext) || builtFolders(set).some((folder) => isInside(inContext, folder))) continue;
        if (context.ignores(inContext) || mayBeFolder(inContext)) found.set(inContext, embed);
    }
    return found;
}

/** A pattern that takes in the whole context takes nothing back: git's history would come with it. */
function isEmbeddable(path: string): boolean {
    return path !== '' && !/^[.*]+(?:\/[.*]+)*$/.test(path) && isWritablePath(path.replaceAll(/[*?[\]^]/g, ''));
}

function mayBeFolder(path: string): boolean {
    const last = path.slice(path.lastIndexOf('/') + 1);
    return !last.includes('.') || last.endsWith('*');
}
