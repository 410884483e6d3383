import { findGoFlag } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { baseOf } from '../../dockerfile/configuration';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { removeFlag } from '../commandEdits';
import { removeItem } from '../edits';
import { compiles, goCommandsOf } from '../goCommands';
import { compareGoVersions } from '../goVersions';
import type { Fault, Rule } from '../rule';

export const obsoleteGoSetting: Rule = {
    id: 'obsolete-go-setting',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: 'Builds do without settings that Go has outgrown',
    why: '`-a` compiles everything again whatever the cache holds, `-installsuffix` has had no effect since Go has a build cache, and modules are on without GO111MODULE.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -a -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -o /app .\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            if (isOld(dockerfile, stage)) continue;
            yield* judgeFlags(dockerfile, stage);
            yield* judgeVariables(dockerfile, stage);
            yield* judgeFolder(dockerfile, stage);
        }
    },
};

function* judgeFlags(dockerfile: Dockerfile, stage: Stage): Iterable<Fault> {
    for (const { command } of goCommandsOf(dockerfile, stage).filter(compiles)) {
        const all = findGoFlag(command, 'a');
        const suffix = findGoFlag(command, 'installsuffix');
        if (all?.value === '-a')
            yield {
                message: '`-a` compiles the standard library and all modules again in every build',
                range: rangeOf(dockerfile, all),
                fixes: [{ title: 'Leave `-a` out', preferred: true, edits: [removeFlag(dockerfile, all)] }],
            };
        if (suffix === undefined) continue;
        const value = suffix.value.includes('=') ? suffix : command.args[command.args.indexOf(suffix) + 1];
        const span = { start: suffix.start, end: value?.end ?? suffix.end };
        yield {
            message: '`-installsuffix` has no effect on what is built',
            range: rangeOf(dockerfile, span),
            severity: 'hint',
            fixes: [{ title: 'Leave `-installsuffix` out', preferred: true, edits: [removeFlag(dockerfile, span)] }],
        };
    }
}

function* judgeVariables(dockerfile: Dockerfile, stage: Stage): Iterable<Fault> {
    for (const instruction of stage.instructions)
        for (const pair of instruction.keyword === 'ENV' ? instruction.pairs : []) {
            if (pair.key.value !== 'GO111MODULE' || !['on', 'auto'].includes(pair.value?.value ?? '')) continue;
            yield {
                message: `\`GO111MODULE=${pair.value?.value ?? ''}\` is what Go does anyway`,
                range: rangeOf(dockerfile, pair),
                severity: 'hint',
                profile: 'strict',
                fixes: [
                    {
                        title: 'Leave `GO111MODULE` out',
                        preferred: true,
                        edits: removeItem(dockerfile, instruction, instruction.pairs, instruction.pairs.indexOf(pair)),
                    },
                ],
            };
        }
}

/** A folder called after the import path, where modules may stand anywhere. */
function* judgeFolder(dockerfile: Dockerfile, stage: Stage): Iterable<Fault> {
    const usesModules = goCommandsOf(dockerfile, stage).some(({ subcommand }) => subcommand === 'mod download');
    for (const { keyword, words } of usesModules ? stage.instructions : []) {
        const [word] = words;
        if (keyword !== 'WORKDIR' || word === undefined) continue;
        if (!/^(\/go|\$\{?GOPATH\}?)\/src\/[\w-]+\.\w+\//.test(word.value)) continue;
        yield {
            message: 'Modules may stand anywhere: this folder is the layout of GOPATH',
            range: rangeOf(dockerfile, word),
            severity: 'hint',
            profile: 'strict',
        };
    }
}

/** Before modules were the default. */
function isOld(dockerfile: Dockerfile, stage: Stage): boolean {
    const version = /^1\.\d+/.exec(baseOf(dockerfile, stage)?.reference.tag ?? '')?.[0];
    return version !== undefined && compareGoVersions(version, '1.16') < 0;
}
