import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import { scaffold, defaultChoices } from '../../scaffold/render';
import { copiedPaths } from '../instructions';
import type { Fix, Rule, Subject } from '../rule';

export const ignoreFileMissing: Rule = {
    id: 'ignore-file-missing',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'What is copied as a whole has a `.dockerignore`',
    why: 'Without one `COPY . .` takes `.git`, local settings and all else that lies about: into the image, and as a reason to build again after every commit.',
    examples: [
        {
            bad: 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN ls\n',
            good: 'FROM golang:1.27\nWORKDIR /src\nCOPY go.mod main.go ./\nRUN ls\n',
            files: { '.git/HEAD': 'ref: refs/heads/main\n', 'main.go': 'package main\n' },
        },
    ],

    *check(subject) {
        const { dockerfile, context } = subject;
        if (context === undefined || context.ignoreFile !== undefined) return;
        const copy = dockerfile.instructions.find(copiesEverything);
        const needless = ['.env', 'node_modules', '.git'].find((name) => context.exists(name));
        if (copy === undefined || needless === undefined || (needless === '.git' && readsHistory(subject))) return;
        yield {
            message: `There is no \`.dockerignore\`, so that \`${needless}\` is copied, too`,
            range: rangeOf(dockerfile, copy),
            fixes: writeIgnoreFile(subject),
        };
    },
};

function copiesEverything(instruction: Instruction): boolean {
    const { keyword, flags } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from' || name === 'exclude'))
        return false;
    return copiedPaths(instruction).some(({ value }) => ['.', './', '/'].includes(value));
}

/** A version from git is worth its history. */
function readsHistory({ dockerfile }: Subject): boolean {
    return dockerfile.instructions.some(
        ({ keyword, start, end }) =>
            keyword === 'RUN' &&
            /\bgit\b|\bmake\b|\btask\b|\bmage\b|goreleaser|\.sh\b/.test(dockerfile.text.slice(start, end)),
    );
}

/** As the scaffold writes it for the project. */
function writeIgnoreFile({ project }: Subject): Fix[] {
    if (project === undefined) return [];
    const file = scaffold(project, { ...defaultChoices, files: ['dockerignore'] }).find(
        ({ path }) => path === '.dockerignore',
    );
    if (file === undefined) return [];
    const start = { line: 0, character: 0 };
    return [
        {
            title: 'Write a `.dockerignore`',
            preferred: false,
            edits: [{ file: '.dockerignore', range: { start, end: start }, newText: file.text }],
        },
    ];
}
