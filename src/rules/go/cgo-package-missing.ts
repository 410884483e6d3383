import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { cgoModuleOf } from '../../facts/cgoModules';
import type { Command } from '../../project/project';
import { insertLinesAfter } from '../edits';
import { compiles, environmentOf, goCommandsOf } from '../goCommands';
import { programBuiltBy } from '../goPackages';
import { mayHavePackage } from '../installed';
import type { Fix, Rule } from '../rule';

export const cgoPackageMissing: Rule = {
    id: 'cgo-package-missing',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A program with C code is built where its compiler and headers are',
    why: 'The Alpine variants of Go images have no C compiler, so that Go switches cgo off without a word. Where a library has no headers the compiler stops.',
    examples: [
        {
            bad: 'FROM golang:1.27-alpine AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app .\n',
            good: 'FROM golang:1.27-alpine AS build\nRUN apk add --no-cache gcc musl-dev\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app .\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n\nrequire github.com/mattn/go-sqlite3 v1.14.33\n',
                'go.sum': '',
                'main.go': 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc main() {\n\tprintln()\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages) {
            const facts = baseOf(dockerfile, stage)?.facts;
            const distribution = facts?.distribution;
            if (facts?.hasGo !== true || (distribution !== 'alpine' && distribution !== 'debian')) continue;
            if (!/\/golang$/.test(baseOf(dockerfile, stage)?.reference.name ?? '')) continue;
            const told = new Set<string>();
            for (const command of goCommandsOf(dockerfile, stage)) {
                const program = compiles(command) ? programBuiltBy(subject, stage, command) : undefined;
                const enabled = environmentOf(dockerfile, command, 'CGO_ENABLED');
                if (program === undefined || (enabled !== '' && enabled !== '1')) continue;
                const missing = missingPackages(dockerfile, stage, program, distribution).filter(
                    (name) => !told.has(name),
                );
                const [reason] = program.cgoReasons;
                if (missing.length === 0 || reason === undefined) continue;
                for (const name of missing) told.add(name);
                const { name, args } = command.command;
                yield {
                    message: `\`${program.name}\` needs ${missing.map((each) => `\`${each}\``).join(', ')} to be built with cgo`,
                    range: rangeOf(dockerfile, { start: name.start, end: args[0]?.end ?? name.end }),
                    related: [{ file: reason.file, line: reason.line, message: `\`${reason.import}\` needs cgo` }],
                    fixes: install(dockerfile, stage, missing, distribution),
                };
            }
        }
    },
};

const compilers = /^(gcc|g\+\+|clang\d*|build-base|alpine-sdk|build-essential|zig)$/;

function missingPackages(
    dockerfile: Dockerfile,
    stage: Stage,
    { cgoReasons }: Command,
    distribution: 'alpine' | 'debian',
): string[] {
    const modules = cgoReasons.flatMap((reason) => cgoModuleOf(reason.import) ?? []);
    // what comes for glibc only is a matter of the image, not of packages
    if (modules.some(({ glibcOnly }) => glibcOnly) && distribution === 'alpine') return [];
    const isCpp = modules.some(({ cpp }) => cpp);
    const hasCompiler = distribution === 'debian' || mayHavePackage(dockerfile, stage, (name) => compilers.test(name));
    const headers = modules.flatMap(({ build }) => build?.[distribution] ?? []);
    // headers that another package brings cannot be told from headers that are missing
    const hasOthers = mayHavePackage(dockerfile, stage, (name) => /-dev(el)?$/.test(name) && name !== 'musl-dev');
    return [...(hasCompiler ? [] : [isCpp ? 'g++' : 'gcc', 'musl-dev']), ...(hasOthers ? [] : new Set(headers))];
}

function install(
    dockerfile: Dockerfile,
    stage: Stage,
    packages: readonly string[],
    distribution: 'alpine' | 'debian',
): Fix[] {
    const line =
        distribution === 'alpine'
            ? `RUN apk add --no-cache ${packages.join(' ')}`
            : `RUN apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')} && rm -rf /var/lib/apt/lists/*`;
    return [
        { title: 'Install what cgo needs', preferred: true, edits: [insertLinesAfter(dockerfile, stage.from, line)] },
    ];
}
