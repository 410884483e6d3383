import { rangeOf } from '../../dockerfile/positions';
import { folderOf, joinPath } from '../../project/paths';
import { compiles, goCommandsOf } from '../goCommands';
import { programBuiltBy } from '../goPackages';
import { keepFixes } from '../ignoreFile';
import type { Rule, Subject } from '../rule';

export const embeddedFileIgnored: Rule = {
    id: 'embedded-file-ignored',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'What a program embeds is not in `.dockerignore`',
    why: 'A builder does not get what `.dockerignore` names, and Go stops with `pattern …: no matching files found`.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN mkdir -p dist && echo ok > dist/index.html\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            files: {
                '.dockerignore': 'dist\n',
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'dist/index.html': '<html>\n',
                'main.go':
                    'package main\n\nimport _ "embed"\n\n//go:embed dist/index.html\nvar page string\n\nfunc main() {\n\tprintln(page)\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, context } = subject;
        if (context === undefined) return;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                const program = compiles(command) ? programBuiltBy(subject, stage, command) : undefined;
                for (const { file, line, pattern } of program?.embeds ?? []) {
                    const path = joinPath(folderOf(file), pattern.replace(/^all:/, ''));
                    if (path === undefined || path === '' || !isIgnored(subject, path) || mayBeMade(subject, path))
                        continue;
                    const { name, args } = command.command;
                    yield {
                        message: `\`${context.ignoreFile ?? '.dockerignore'}\` leaves out \`${path}\`, which \`${program?.name ?? ''}\` embeds`,
                        range: rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end }),
                        related: [{ file, line, message: `\`${pattern}\` is embedded here` }],
                        fixes: keepFixes(context, path),
                    };
                    break;
                }
            }
    },
};

/** Whether files of that name are on disk, and all of them are left out. */
function isIgnored({ context }: Subject, path: string): boolean {
    if (context === undefined || context.truncated || /[*?[\\]/.test(path)) return false;
    return context.exists(path) && context.ignores(path) && !context.paths.some((each) => each.startsWith(`${path}/`));
}

/** A step of the build that names the folder, or a copy from elsewhere. */
function mayBeMade({ dockerfile }: Subject, path: string): boolean {
    const [top = '', name = ''] = [path.split('/')[0], path.split('/').at(-1)];
    return dockerfile.instructions.some(({ keyword, flags, start, end }) => {
        const text = dockerfile.text.slice(start, end);
        if (keyword !== 'RUN')
            return keyword === 'COPY' && flags.some((flag) => flag.name === 'from') && text.includes(top);
        if (/\b(generate|make|npm|pnpm|yarn|bun|task|mage)\b|\.sh\b/.test(text)) return true;
        return !/\bgo (build|install|test|vet|mod)\b/.test(text) && text.includes(name);
    });
}
