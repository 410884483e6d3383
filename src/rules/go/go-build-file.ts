import { findGoFlag } from '../../dockerfile/commandQueries';
import { workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { replaceSpan } from '../edits';
import { goCommandsOf, packagesOf, type GoCommand } from '../goCommands';
import type { Fix, Rule, Subject } from '../rule';

export const goBuildFile: Rule = {
    id: 'go-build-file',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    firstProfile: 'recommended',
    summary: '`go build` is given packages, not files',
    why: 'A file alone is not its package: its other files are left out, and the binary does not know its own module and version.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app ./cmd/api/main.go\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app ./cmd/api\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                if (command.subcommand !== 'build') continue;
                const words = packagesOf(command);
                const [first] = words;
                const last = words.at(-1);
                if (first === undefined || last === undefined) continue;
                if (!words.every(({ value, isLiteral }) => isLiteral && /^[^@*]+\.go$/.test(value))) continue;
                const folder = folderOf(first.value);
                if (words.some(({ value }) => folderOf(value) !== folder)) continue;
                if (isNoProgram(subject, folder)) continue;
                const missing = otherFiles(
                    subject,
                    folder,
                    words.map(({ value }) => value),
                );
                yield {
                    message:
                        missing === undefined
                            ? `\`${first.value}\` is built without its package`
                            : `\`${first.value}\` is built without \`${missing}\`, which belongs to its package`,
                    range: rangeOf(dockerfile, { start: first.start, end: last.end }),
                    ...(missing !== undefined && { profile: 'recommended', severity: 'warning' }),
                    fixes: fixesOf(subject, command, { start: first.start, end: last.end }, folder),
                };
            }
    },
};

function folderOf(path: string): string {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (folder === '' || folder === '.') return '.';
    return folder.startsWith('./') || folder.startsWith('/') || folder.startsWith('../') ? folder : `./${folder}`;
}

/** A generator beside a library, which its own constraint keeps apart from the package. */
function isNoProgram({ project, context }: Subject, folder: string): boolean {
    const dir = folder === '.' ? '' : folder.replace(/^\.\//, '');
    if (project === undefined || context?.exists(dir === '' ? '.' : dir) !== true) return false;
    return project.otherMains.some((main) => main.dir === dir);
}

/** A file beside it that Go would compile everywhere, and not only read for tools or notes; known only where the context's root is the working directory. */
function otherFiles({ context }: Subject, folder: string, files: readonly string[]): string | undefined {
    const prefix = folder === '.' ? '' : `${folder.slice(2)}/`;
    const given = new Set(files.map((file) => file.replace(/^\.\//, '')));
    if (
        context === undefined ||
        folder.startsWith('/') ||
        folder.startsWith('../') ||
        ![...given].every((file) => context.exists(file))
    )
        return undefined;
    return context.paths.find(
        (path) =>
            path.startsWith(prefix) &&
            !path.slice(prefix.length).includes('/') &&
            /^(?!(?:tools|doc|gen|generate)\.go$)[^_.][^_]*\.go$/.test(path.slice(prefix.length)) &&
            !given.has(path),
    );
}

/** Without `-o` the program's name follows from what is built. */
function fixesOf(
    { dockerfile }: Subject,
    { command, instruction }: GoCommand,
    span: { start: number; end: number },
    folder: string,
): Fix[] {
    const stage = instruction.stage === undefined ? undefined : dockerfile.stages[instruction.stage];
    if (stage === undefined || workdirAt(dockerfile, stage, instruction).value === undefined) return [];
    const preferred = findGoFlag(command, 'o') !== undefined;
    return [{ title: `Build \`${folder}\``, preferred, edits: [replaceSpan(dockerfile, span, folder)] }];
}
