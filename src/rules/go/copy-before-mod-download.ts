import { workdirAt } from '../../dockerfile/configuration';
import { programOf } from '../../dockerfile/commandQueries';
import type { BuildContext } from '../../dockerfile/buildContext';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { insertLinesBefore, removeInstruction, textOf } from '../edits';
import { cacheMountAt, environmentOf, goCommandsOf, moduleCacheOf, type GoCommand } from '../goCommands';
import { copiedPaths, copyTarget } from '../instructions';
import type { Fix, Rule, Subject } from '../rule';

export const copyBeforeModDownload: Rule = {
    id: 'copy-before-mod-download',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Modules are downloaded before the sources are copied',
    why: 'A layer is built again when anything copied before it changes: after `COPY . .` every edit downloads all modules again. `go.mod` and `go.sum` change rarely.',
    examples: [
        {
            bad: 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN go mod download\nRUN go test ./...\n',
            good: 'FROM golang:1.27\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go test ./...\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        if (hasNothingToDownload(subject)) return;
        for (const stage of dockerfile.stages) {
            const commands = goCommandsOf(dockerfile, stage);
            const everything = stage.instructions.find(copiesEverything);
            const copy = everything ?? firstFolder(subject, stage);
            if (copy === undefined || commands.length === 0) continue;
            const needing = commands.find((each) => each.instruction.start > copy.start && downloads(dockerfile, each));
            if (needing === undefined || ranBefore(dockerfile, stage, copy)) continue;
            yield {
                message: `${everything === undefined ? 'Sources' : 'All sources'} are copied before the modules are downloaded, so that every change downloads them again`,
                range: rangeOf(dockerfile, copy),
                fixes: fixesOf(subject, stage, copy),
            };
        }
    },
};

function hasNothingToDownload({ project, context }: Subject): boolean {
    if (context?.exists('vendor/modules.txt') === true && !context.ignores('vendor/modules.txt')) return true;
    const modules = project?.modules ?? [];
    return modules.length > 0 && modules.every(({ vendored, requires }) => vendored || requires.length === 0);
}

function copiesEverything(instruction: Instruction): boolean {
    const { keyword, flags } = instruction;
    if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from')) return false;
    return copiedPaths(instruction).some(({ value }) => ['.', './', '/', '*', './*'].includes(value));
}

/** Of folders that are copied beside go.mod the first one that is no module, which a download may need. */
function firstFolder({ context }: Subject, stage: Stage): Instruction | undefined {
    const copies = stage.instructions.filter(
        ({ keyword, flags }) => keyword === 'COPY' && flags.every(({ name }) => name !== 'from'),
    );
    const paths = copies.flatMap((copy) => copiedPaths(copy)).map(({ value }) => value);
    if (context === undefined || !paths.some((path) => /^(\.\/)?go\.mod$/.test(path))) return undefined;
    return copies.find((copy) =>
        copiedPaths(copy).some(({ value }) => {
            const folder = value.replace(/^\.\//, '').replace(/\/$/, '');
            const hasModules = context.paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith('/go.mod'));
            return /^[\w-]+$/.test(folder) && holdsSources(context, folder) && !hasModules;
        }),
    );
}

function holdsSources({ paths }: BuildContext, folder: string): boolean {
    return paths.some((path) => path.startsWith(`${folder}/`) && path.endsWith('.go'));
}

const downloading = new Set(['mod download', 'build', 'install', 'test', 'run', 'get', 'mod tidy', 'vet', 'generate']);

/** A module cache in a mount outlives the layer, and a vendor folder needs none. */
function downloads(dockerfile: Dockerfile, command: GoCommand): boolean {
    if (!downloading.has(command.subcommand)) return false;
    if (command.command.args.some(({ value }) => value.includes('@'))) return false;
    if (environmentOf(dockerfile, command, 'GO111MODULE') === 'off') return false;
    const flags = environmentOf(dockerfile, command, 'GOFLAGS');
    const cache = moduleCacheOf(dockerfile, command);
    const isVendored = [flags ?? 'vendor', ...command.command.args.map(({ value }) => value)].some((text) =>
        text.includes('vendor'),
    );
    return !isVendored && cache !== undefined && cacheMountAt(command.instruction, cache) === undefined;
}

/** A script may do it, too (`make deps`, `./download.sh`), or the cache comes from another stage. */
function ranBefore(dockerfile: Dockerfile, stage: Stage, copy: Instruction): boolean {
    const isTool = ({ value }: { readonly value: string }): boolean => value.includes('@');
    return lineageOf(dockerfile, stage).some(
        (member) =>
            goCommandsOf(dockerfile, member).some(
                ({ instruction, subcommand, command }) =>
                    instruction.start < copy.start && downloading.has(subcommand) && !command.args.some(isTool),
            ) ||
            member.instructions.some(
                (each) => each.start < copy.start && (bringsModules(each) || runsScript(dockerfile, each)),
            ),
    );
}

function runsScript(dockerfile: Dockerfile, instruction: Instruction): boolean {
    if (instruction.keyword !== 'RUN') return false;
    const programs = commandsOf(dockerfile, instruction).map((command) => programOf(command) ?? '');
    return programs.some((program) => program === 'make' || program === 'task' || program.includes('/'));
}

function bringsModules(instruction: Instruction): boolean {
    const isFromStage = instruction.keyword === 'COPY' && instruction.flags.some(({ name }) => name === 'from');
    return isFromStage && /(^|\/)(go|pkg|mod|modules|vendor)\/?$/.test(copyTarget(instruction) ?? '');
}

/** Only where the place of go.mod is known: in the root of the context, copied to where `go` runs. */
function fixesOf({ dockerfile, project, context }: Subject, stage: Stage, copy: Instruction): Fix[] {
    const modules = project?.modules ?? [];
    if (project?.workspace === true || modules.length > 1 || context?.exists('go.mod') === false) return [];
    if (context?.exists('go.work') === true) return [];
    const target = copyTarget(copy)?.replace(/\/$/, '');
    const workdir = workdirAt(dockerfile, stage, copy).value;
    if (target !== '.' && target !== workdir) return [];
    const hasSum = context?.exists('go.sum') ?? modules[0]?.hasSum ?? true;
    const hasModFile = stage.instructions.some(
        (each) => each.start < copy.start && copiedPaths(each).some(({ value }) => /(^|\/)go\.(mod|\*)$/.test(value)),
    );
    const explicit = downloadAlone(dockerfile, stage, copy);
    const lines = [
        ...(hasModFile ? [] : [`COPY ${hasSum ? 'go.mod go.sum' : 'go.mod'} ./`]),
        explicit === undefined ? 'RUN go mod download' : textOf(dockerfile, explicit),
    ];
    return [
        {
            title: 'Download the modules before copying the sources',
            preferred: true,
            edits: [
                insertLinesBefore(dockerfile, copy, lines.join('\n')),
                ...(explicit === undefined ? [] : [removeInstruction(dockerfile, explicit)]),
            ],
        },
    ];
}

/** The first RUN behind the copy that does nothing but download modules. */
function downloadAlone(dockerfile: Dockerfile, stage: Stage, copy: Instruction): Instruction | undefined {
    return goCommandsOf(dockerfile, stage).find(
        ({ subcommand, instruction }) =>
            subcommand === 'mod download' &&
            instruction.start > copy.start &&
            instruction.heredocs.length === 0 &&
            commandsOf(dockerfile, instruction).length === 1,
    )?.instruction;
}
