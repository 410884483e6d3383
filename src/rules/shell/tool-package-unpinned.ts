import { rangeOf } from '../../dockerfile/positions';
import type { ShellWord } from '../../dockerfile/shell';
import type { Dockerfile } from '../../dockerfile/syntax';
import { toolVersions } from '../../facts/toolVersions';
import { replaceSpan } from '../edits';
import { hasPlainFlag, plainArguments, plainRunsOf, type PlainCommand, type PlainWord } from '../plainCommands';
import { isPipInstall } from '../pip';
import type { Alias, Fix, Rule } from '../rule';

export const toolPackageUnpinned: Rule = {
    id: 'tool-package-unpinned',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'Packages of pip, npm and gem name their version',
    why: 'The same Dockerfile installs another version tomorrow, with whatever somebody has published by then.',
    examples: [
        {
            bad: 'FROM node:24\nUSER 65532\nRUN npm install -g esbuild\n',
            good: `FROM node:24\nUSER 65532\nRUN npm install -g esbuild@${toolVersions.npm['esbuild'] ?? ''}\n`,
        },
    ],
    covers: ['hadolint:DL3013', 'hadolint:DL3016', 'hadolint:DL3028'],

    *check({ dockerfile }) {
        for (const { commands } of plainRunsOf(dockerfile))
            for (const command of commands)
                for (const { alias, unpinned, pin } of tools)
                    for (const { word, text } of unpinned(command))
                        yield {
                            message: `\`${word.raw}\` names no version`,
                            range: rangeOf(dockerfile, word),
                            aliases: [alias],
                            fixes: pinFixes(dockerfile, word, pin(text)),
                            // what is installed from the build's own files has no version
                            ...(isLocal(text) && { profile: 'off' }),
                        };
    },
};

interface Tool {
    readonly alias: Alias;
    readonly unpinned: (command: PlainCommand) => PlainWord[];
    /** The package at the version that we know to exist. */
    readonly pin: (text: string) => string | undefined;
}

const tools: readonly Tool[] = [
    { alias: 'hadolint:DL3013', unpinned: unpinnedByPip, pin: (text) => pinned('pip', text, '==') },
    { alias: 'hadolint:DL3016', unpinned: unpinnedByNpm, pin: (text) => pinned('npm', text, '@') },
    { alias: 'hadolint:DL3028', unpinned: unpinnedByGem, pin: () => undefined },
];

function pinned(manager: keyof typeof toolVersions, text: string, separator: string): string | undefined {
    const versions = toolVersions[manager];
    return Object.hasOwn(versions, text) ? `${text}${separator}${versions[text] ?? ''}` : undefined;
}

/** A project may need an older version, and its base image may be too old for this one. */
function pinFixes(dockerfile: Dockerfile, word: ShellWord, text: string | undefined): Fix[] {
    if (text === undefined) return [];
    return [{ title: `Pin it: \`${text}\``, preferred: false, edits: [replaceSpan(dockerfile, word, text)] }];
}

function isLocal(text: string): boolean {
    return /^\.{0,2}(\/|\[|$)|\.whl$|\$/.test(text);
}

const pipValues = [
    'abi',
    'b',
    'build',
    'config-settings',
    'e',
    'editable',
    'extra-index-url',
    'f',
    'find-links',
    'global-option',
    'i',
    'implementation',
    'index-url',
    'no-binary',
    'only-binary',
    'platform',
    'prefix',
    'progress-bar',
    'proxy',
    'python-version',
    'root',
    'src',
    't',
    'target',
    'trusted-host',
    'upgrade-strategy',
];

function unpinnedByPip(command: PlainCommand): PlainWord[] {
    if (!isPipInstall(command) || hasPlainFlag(command, 'constraint', 'c')) return [];
    if (command.args.some(({ text }) => ['-r', '--requirement', '.'].includes(text))) return [];
    const words = plainArguments(command, pipValues);
    const install = words.findIndex(({ text }) => text === 'install');
    if (install === -1) return [];
    return words.slice(install + 1).filter(({ text }) => text !== 'install' && !isPinnedForPip(text));
}

function isPinnedForPip(text: string): boolean {
    if (/[=!~<>]=|[<>]|\.whl$|\.tar\.gz$/.test(text)) return true;
    const isVersioned = /^(git|hg|svn|bzr)(\+|:\/\/)/.test(text);
    return isVersioned ? text.includes('@') : text.includes('/');
}

function unpinnedByNpm(command: PlainCommand): PlainWord[] {
    if (command.name !== 'npm') return [];
    const [subcommand, ...packages] = plainArguments(command, ['loglevel', 'registry']);
    if (subcommand?.text !== 'install') return [];
    return packages.filter(({ text }) => {
        if (/^git(\+|:)/.test(text)) return !text.includes('#');
        if (/\.(tar|tar\.gz|tgz)$|^(\/|\.\/|\.\.\/|~\/)/.test(text)) return false;
        return !text.slice(text.startsWith('@') ? text.indexOf('/') + 1 : 0).includes('@');
    });
}

/** An option counts as one with a value, as hadolint takes it. */
function unpinnedByGem(command: PlainCommand): PlainWord[] {
    const { name, args } = command;
    if (name !== 'gem' || !args.some(({ text }) => text === 'install' || text === 'i')) return [];
    if (hasPlainFlag(command, 'v', 'version')) return [];
    const end = args.findIndex(({ text }) => text === '--');
    const before = end === -1 ? args : args.slice(0, end);
    let isValue = false;
    return before.filter(({ text, flags }) => {
        const wasValue: boolean = isValue;
        isValue = !wasValue && flags.length > 0;
        return !wasValue && flags.length === 0 && text !== 'install' && text !== 'i' && !text.includes(':');
    });
}
