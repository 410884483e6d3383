import { definitionAt, resolve } from '../../dockerfile/variables';
import { baseOf, userAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { cacheMountAt, environmentOf, goCommandsOf, moduleCacheOf, type GoCommand } from '../goCommands';
import type { Rule } from '../rule';

export const cacheMountMisplaced: Rule = {
    id: 'cache-mount-misplaced',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Cache mounts stand where Go keeps its caches',
    why: 'Go writes to GOCACHE and GOMODCACHE, which follow from the user and the environment. A mount elsewhere stays empty, and every build starts from nothing.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/root/go/pkg/mod go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const facts = baseOf(dockerfile, stage)?.facts;
            if (facts?.hasGo !== true || facts.os !== 'linux') continue;
            const judged = new Set<GoCommand['instruction']>();
            for (const command of goCommandsOf(dockerfile, stage)) {
                const { instruction } = command;
                if (judged.has(instruction)) continue;
                judged.add(instruction);
                const places = [
                    {
                        looksLike: /(^|\/)go-build\/?$/,
                        cache: buildCacheOf(dockerfile, stage, command),
                    },
                    { looksLike: /(^|\/)pkg(\/mod)?\/?$/, cache: moduleCacheOf(dockerfile, command) },
                ];
                for (const { looksLike, cache } of places) {
                    if (cache === undefined || cacheMountAt(instruction, cache) !== undefined) continue;
                    for (const { name, options } of instruction.flags) {
                        const isCache = options.some(
                            (option) => option.name === 'type' && option.value?.value === 'cache',
                        );
                        const target = options.find((option) =>
                            ['target', 'dst', 'destination'].includes(option.name),
                        )?.value;
                        if (name !== 'mount' || !isCache || target === undefined || !looksLike.test(target.value))
                            continue;
                        const resolved = resolve(dockerfile, target, instruction);
                        if (!resolved.isComplete || resolved.value === cache || cache.startsWith(`${resolved.value}/`))
                            continue;
                        yield {
                            message: `Nothing is kept in the mount at \`${target.value}\`: Go's cache is at \`${cache}\``,
                            range: rangeOf(dockerfile, target),
                            fixes: [
                                {
                                    title: `Mount the cache at \`${cache}\``,
                                    preferred: true,
                                    edits: [replaceSpan(dockerfile, target, cache)],
                                },
                            ],
                        };
                    }
                }
            }
        }
    },
};

/** What GOCACHE names, else below the home folder; that of another user than root is not known. */
function buildCacheOf(dockerfile: Dockerfile, stage: Stage, command: GoCommand): string | undefined {
    const cache = environmentOf(dockerfile, command, 'GOCACHE');
    if (cache !== '') return cache;
    const user = userAt(dockerfile, stage, command.instruction).value;
    const isMoved = ['HOME', 'XDG_CACHE_HOME'].some(
        (name) =>
            definitionAt(dockerfile, command.instruction, name) !== undefined ||
            environmentOf(dockerfile, command, name) !== '',
    );
    return !isMoved && user !== undefined && /^(root|0)(:|$)/.test(user) ? '/root/.cache/go-build' : undefined;
}
