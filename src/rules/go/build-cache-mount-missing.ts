import { userAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import { cacheMountAt, compiles, environmentOf, goCommandsOf, moduleCacheOf, type GoCommand } from '../goCommands';
import type { Fix, Rule } from '../rule';

export const buildCacheMountMissing: Rule = {
    id: 'build-cache-mount-missing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: '`go build` keeps its cache in a mount',
    why: 'Without a cache mount every build compiles all packages again, the standard library included. With one, a changed line costs seconds.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const seen = new Set<GoCommand['instruction']>();
            for (const command of goCommandsOf(dockerfile, stage)) {
                if (!compiles(command) || seen.has(command.instruction)) continue;
                seen.add(command.instruction);
                const cache = buildCacheOf(dockerfile, stage, command);
                if (cache === undefined || cacheMountAt(command.instruction, cache) !== undefined) continue;
                yield {
                    message: `\`go ${command.subcommand}\` has no cache mount at \`${cache}\``,
                    range: rangeOf(dockerfile, command.command.name),
                    fixes: [mountCaches(dockerfile, stage, command, cache)],
                };
            }
        }
    },
};

/** Root's, or the one that GOCACHE names; that of another user is not known. */
function buildCacheOf(dockerfile: Dockerfile, stage: Stage, command: GoCommand): string | undefined {
    const cache = environmentOf(dockerfile, command, 'GOCACHE');
    if (cache !== '') return cache;
    const user = userAt(dockerfile, stage, command.instruction).value;
    return user !== undefined && /^(root|0)(:|$)/.test(user) ? '/root/.cache/go-build' : undefined;
}

/** The module cache, too, unless modules were downloaded into a layer, which a mount would hide. */
function mountCaches(dockerfile: Dockerfile, stage: Stage, command: GoCommand, buildCache: string): Fix {
    const { instruction } = command;
    const modules = moduleCacheOf(dockerfile, command);
    const isInLayer = lineageOf(dockerfile, stage).some((member) =>
        goCommandsOf(dockerfile, member).some(
            (other) =>
                other.instruction.start < instruction.start &&
                modules !== undefined &&
                cacheMountAt(other.instruction, modules) === undefined,
        ),
    );
    const mountsModules = modules !== undefined && !isInLayer && cacheMountAt(instruction, modules) === undefined;
    const targets = [buildCache, ...(mountsModules ? [modules] : [])];
    const mounts = targets.map((target) => `--mount=type=cache,target=${target} `).join('');
    const start = instruction.flags[0]?.start ?? instruction.body.start;
    return { title: 'Keep the cache in a mount', preferred: true, edits: [insertAt(dockerfile, start, mounts)] };
}
