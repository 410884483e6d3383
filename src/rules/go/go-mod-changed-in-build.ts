import { argumentsWithoutFlags, findGoFlag, removalOf, standsAlone } from '../../dockerfile/commandQueries';
import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { removeInstruction, replaceSpan } from '../edits';
import { compiles, flagsWithValue, goCommandsOf, type GoCommand } from '../goCommands';
import { compareGoVersions } from '../goVersions';
import type { Fix, Rule } from '../rule';

export const goModChangedInBuild: Rule = {
    id: 'go-mod-changed-in-build',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A build takes `go.mod` as it is',
    why: '`go get` and `go mod tidy` write `go.mod` and `go.sum` in the image, from what is the newest that day. The versions that were tested are those in the repository.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod tidy && go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            if (isBeforeModules(dockerfile, stage)) continue;
            const commands = goCommandsOf(dockerfile, stage);
            // a module that is made in the image, to fetch something with, is nobody's
            if (commands.some(({ subcommand }) => subcommand === 'mod init')) continue;
            for (const command of commands) {
                if (!changes(command) || !isBuiltAfter(dockerfile, stage, command)) continue;
                const { name, args } = command.command;
                yield {
                    message: `\`go ${command.subcommand}\` changes \`go.mod\` and \`go.sum\` in the image`,
                    range: rangeOf(dockerfile, {
                        start: name.start,
                        end: args[command.subcommand.split(' ').length - 1]?.end ?? name.end,
                    }),
                    fixes: leaveOut(dockerfile, command),
                };
            }
        }
    },
};

/** What is fetched into an empty folder, at a version, changes nothing that counts. */
function changes({ subcommand, command }: GoCommand): boolean {
    if (subcommand === 'mod tidy') return findGoFlag(command, 'diff') === undefined;
    if (subcommand !== 'get') return false;
    const packages = argumentsWithoutFlags(command, flagsWithValue).slice(1);
    return packages.every(({ value }) => /^\.|^all$/.test(value)) || findGoFlag(command, 'u') !== undefined;
}

/** What only keeps the repository's own files in order builds nothing. */
function isBuiltAfter(dockerfile: Dockerfile, stage: Stage, { instruction }: GoCommand): boolean {
    return dockerfile.stages
        .filter((other) => lineageOf(dockerfile, other).includes(stage))
        .flatMap((other) => goCommandsOf(dockerfile, other))
        .some((other) => compiles(other) && other.instruction.start >= instruction.start);
}

/** There `go get` was the only way to have anything. */
function isBeforeModules(dockerfile: Dockerfile, stage: Stage): boolean {
    const base = baseOf(dockerfile, stage);
    const version = /^1\.\d+/.exec(base?.reference.tag ?? '')?.[0];
    return base?.facts?.hasGo === true && version !== undefined && compareGoVersions(version, '1.16') < 0;
}

/** `go get ./...` and `go mod tidy` have downloaded the modules, too: what stands alone does only that from now on. */
function leaveOut(dockerfile: Dockerfile, { command, instruction, subcommand }: GoCommand): Fix[] {
    const commands = commandsOf(dockerfile, instruction);
    if (!standsAlone(command) || command.within.length > 0) return [];
    const last = subcommand === 'get' ? command.args.at(-1) : command.args[1];
    const isDownloaded = commands.some(
        ({ name, args }) => name.value === 'go' && args[0]?.value === 'mod' && args[1]?.value === 'download',
    );
    if (last === undefined) return [];
    if (!isDownloaded) {
        const span = { start: command.args[0]?.start ?? last.start, end: command.args.at(-1)?.end ?? last.end };
        return [
            {
                title: 'Only download the modules',
                preferred: true,
                edits: [replaceSpan(dockerfile, span, 'mod download')],
            },
        ];
    }
    const removal = removalOf(command.element);
    const edit =
        removal === undefined ? removeInstruction(dockerfile, instruction) : replaceSpan(dockerfile, removal, '');
    return [{ title: `Leave \`go ${subcommand}\` out`, preferred: true, edits: [edit] }];
}
