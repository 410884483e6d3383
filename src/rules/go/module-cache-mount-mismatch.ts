import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { cacheMountAt, compiles, environmentOf, goCommandsOf, moduleCacheOf, type GoCommand } from '../goCommands';
import type { Fix, Rule } from '../rule';

export const moduleCacheMountMismatch: Rule = {
    id: 'module-cache-mount-mismatch',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The module cache is a mount in every step that needs it, or in none',
    why: 'A mount hides what a layer holds at its place, and a layer holds nothing of a mount. Modules that are downloaded one way and looked for the other way are downloaded twice.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN --mount=type=cache,target=/go/pkg/mod go mod download\nCOPY . .\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        const judged = new Set<GoCommand['instruction']>();
        for (const stage of dockerfile.stages) {
            if (goCommandsOf(dockerfile, stage).length === 0) continue;
            const commands = commandsUpTo(dockerfile, stage);
            const download = commands.find(({ subcommand }) => subcommand === 'mod download');
            const cache = download && moduleCacheOf(dockerfile, download);
            if (download === undefined || cache === undefined) continue;
            const isMounted = cacheMountAt(download.instruction, cache) !== undefined;
            for (const build of commands) {
                if (build.instruction.start <= download.instruction.start || !needsModules(dockerfile, build)) continue;
                if (moduleCacheOf(dockerfile, build) !== cache) continue;
                if ((cacheMountAt(build.instruction, cache) !== undefined) === isMounted) continue;
                const without = isMounted ? build : download;
                if (judged.has(without.instruction)) continue;
                judged.add(without.instruction);
                yield {
                    message: isMounted
                        ? `\`go ${build.subcommand}\` downloads the modules again: \`go mod download\` has put them into a mount at \`${cache}\``
                        : `\`go mod download\` fills a layer that the mount of \`go ${build.subcommand}\` at \`${cache}\` hides`,
                    range: rangeOf(dockerfile, rangeOfCall(without)),
                    fixes: [mount(dockerfile, without, cache)],
                };
            }
        }
    },
};

/** Those of the stage's parents, too. */
function commandsUpTo(dockerfile: Dockerfile, stage: Stage): GoCommand[] {
    return lineageOf(dockerfile, stage)
        .reverse()
        .flatMap((member) => [...goCommandsOf(dockerfile, member)]);
}

function needsModules(dockerfile: Dockerfile, command: GoCommand): boolean {
    if (!compiles(command) && !['test', 'vet'].includes(command.subcommand)) return false;
    const flags = environmentOf(dockerfile, command, 'GOFLAGS') ?? '-mod=vendor';
    return ![flags, ...command.command.args.map(({ value }) => value)].some((text) => text.includes('vendor'));
}

function rangeOfCall({ command: { name, args }, subcommand }: GoCommand): { start: number; end: number } {
    return { start: name.start, end: args[subcommand.split(' ').length - 1]?.end ?? name.end };
}

function mount(dockerfile: Dockerfile, { instruction }: GoCommand, cache: string): Fix {
    const start = instruction.flags[0]?.start ?? instruction.body.start;
    return {
        title: 'Keep the module cache in a mount here, too',
        preferred: true,
        edits: [insertAt(dockerfile, start, `--mount=type=cache,target=${cache} `)],
    };
}
