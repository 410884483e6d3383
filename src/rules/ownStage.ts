import { processOf, workdirAt } from '../dockerfile/configuration';
import { commandsOf } from '../dockerfile/shell';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { runtimeBases } from '../facts/runtimeBases';
import { insertAt, insertLinesBefore, textOf } from './edits';
import { execFormFixes } from './execForm';
import { compiles, environmentOf, goCommandsOf, type GoCommand } from './goCommands';
import { outputPathOf } from './goOutputs';
import { programBuiltBy } from './goPackages';
import { joinImagePath } from './places';
import type { FileEdit, Fix, Subject } from './rule';

/**
 * Ships the program of the only stage in a second one, where it is plain what that needs: one build of one program
 * without C, started by its path. What else it reads from the image only a person knows.
 */
export function ownStageFixes(subject: Subject, stage: Stage): Fix[] {
    const { dockerfile } = subject;
    const [build, ...others] = goCommandsOf(dockerfile, stage).filter(compiles);
    const base = runtimeBases.find(({ name }) => name === 'static');
    if (build === undefined || others.length > 0 || base === undefined || dockerfile.stages.length > 1) return [];
    const next = firstBehindSteps(stage);
    const cgo = withoutCgo(subject, stage, build);
    const start = startOf(dockerfile, stage);
    const path = outputPathOf(dockerfile, build);
    if (next === undefined || cgo === undefined || start === undefined || start.path !== path) return [];
    const name = stage.name?.value ?? 'build';
    const lines = [
        '',
        `FROM ${base.image}`,
        ...(start.workdir === undefined ? [] : [`WORKDIR ${start.workdir}`]),
        ...settingsBefore(dockerfile, stage, next),
        `COPY --from=${name} ${path} ${path}`,
    ];
    const edits = [
        ...(stage.name === undefined ? [insertAt(dockerfile, (stage.image ?? stage.from).end, ` AS ${name}`)] : []),
        ...cgo,
        insertLinesBefore(dockerfile, next, lines.join('\n')),
        ...start.edits,
    ];
    return [{ title: 'Ship the program in a stage of its own', preferred: false, isRewrite: true, edits }];
}

/** What follows the last step that changes files; from there on it is about the image. */
function firstBehindSteps({ instructions }: Stage): Instruction | undefined {
    if (instructions.some(({ keyword }) => keyword === 'HEALTHCHECK' || keyword === 'SHELL')) return undefined;
    return instructions[instructions.findLastIndex(({ keyword }) => /^(?:RUN|COPY|ADD|WORKDIR)$/.test(keyword)) + 1];
}

/** The edits that switch cgo off where nobody has; `undefined` where it is on, or must be. */
function withoutCgo(subject: Subject, stage: Stage, build: GoCommand): FileEdit[] | undefined {
    const { dockerfile } = subject;
    const setting = environmentOf(dockerfile, build, 'CGO_ENABLED');
    if (setting === '0') return [];
    if (setting !== '' || programBuiltBy(subject, stage, build)?.cgo === true) return undefined;
    return [insertAt(dockerfile, build.command.name.start, 'CGO_ENABLED=0 ')];
}

interface Start {
    /** Of the program, absolute. */
    readonly path: string;
    /** Where a relative path of it counts from. */
    readonly workdir: string | undefined;
    /** What it takes to start it without a shell. */
    readonly edits: readonly FileEdit[];
}

function startOf(dockerfile: Dockerfile, stage: Stage): Start | undefined {
    const { entrypoint, command } = processOf(dockerfile, stage);
    const process = entrypoint ?? command;
    const workdir = workdirAt(dockerfile, stage).value;
    if (process === undefined || workdir === undefined) return undefined;
    const isExec = process.json?.valid === true;
    const edits = isExec ? [] : execFormFixes(dockerfile, process, false)[0]?.edits;
    const program = isExec ? process.json.items[0]?.value : commandsOf(dockerfile, process)[0]?.name.value;
    if (edits === undefined || program?.includes('/') !== true) return undefined;
    const path = joinImagePath(workdir, program);
    return { path, workdir: program.startsWith('/') ? undefined : workdir, edits };
}

/** What the image says of itself before its last step: all but what only Go reads. */
function settingsBefore(dockerfile: Dockerfile, { instructions }: Stage, next: Instruction): string[] {
    return instructions
        .filter(({ start, keyword }) => start < next.start && /^(?:ENV|EXPOSE|LABEL|STOPSIGNAL|VOLUME)$/.test(keyword))
        .filter(
            ({ keyword, pairs }) => keyword !== 'ENV' || !pairs.every(({ key }) => /^(?:C?GO|PATH$)/.test(key.value)),
        )
        .map((instruction) => textOf(dockerfile, instruction));
}
