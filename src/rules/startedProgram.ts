import { unwrap } from '../dockerfile/commandEnvironment';
import { processOf, workdirAt } from '../dockerfile/configuration';
import { commandsOf, type ShellCommand } from '../dockerfile/shell';
import { lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { resolve } from '../dockerfile/variables';
import type { Command } from '../project/project';
import type { GoCommand } from './goCommands';
import { cleanPath, outputsOf, sourceStage } from './goOutputs';
import { copiedPaths, copyTarget } from './instructions';
import { programBuiltBy } from './goPackages';
import { joinImagePath, targetOf } from './places';
import type { Subject } from './rule';

/** What a container of a stage starts: the ENTRYPOINT or CMD, and its first program, behind an init where there is one. */
export interface Process {
    readonly instruction: Instruction;
    readonly command: ShellCommand;
    /** Its absolute path; a bare name as it is. */
    readonly path: string;
    /** Whether it is given arguments: then defaults of its own may not count. */
    readonly hasArguments: boolean;
}

const inits = new Set(['tini', 'dumb-init', 'catatonit']);

export function processStartedIn(dockerfile: Dockerfile, stage: Stage): Process | undefined {
    const { entrypoint, command: arguments_ } = processOf(dockerfile, stage);
    const instruction = entrypoint ?? arguments_;
    if (instruction === undefined) return undefined;
    const [first] = commandsOf(dockerfile, instruction);
    const command = first && skipInit(unwrap(first));
    if (command?.name.isLiteral !== true) return undefined;
    const { value } = command.name;
    const workdir = workdirAt(dockerfile, stage).value;
    const path =
        value.includes('/') && (value.startsWith('/') || workdir !== undefined)
            ? joinImagePath(workdir ?? '/', value)
            : value;
    const hasArguments = command.args.length > 0 || (entrypoint !== undefined && arguments_ !== undefined);
    return { instruction, command, path, hasArguments };
}

function skipInit(command: ShellCommand): ShellCommand {
    const { name, args } = command;
    if (!inits.has(name.value.split('/').at(-1) ?? '')) return command;
    const at = args.findIndex(({ value }) => !value.startsWith('-'));
    const next = args[at];
    return next === undefined ? command : { ...command, name: next, args: args.slice(at + 1) };
}

/** A program of the project that a stage starts, built in the same Dockerfile. */
export interface StartedProgram extends Process {
    readonly program: Command;
    readonly build: GoCommand;
    readonly builder: Stage;
}

export function programStartedIn(subject: Subject, stage: Stage): StartedProgram | undefined {
    const { dockerfile, project } = subject;
    if (project === undefined) return undefined;
    const process = processStartedIn(dockerfile, stage);
    const built = process && buildOf(dockerfile, stage, process.path);
    const program = built && programBuiltBy(subject, built.builder, built.build);
    return program && { ...process, ...built, program };
}

/** The build that made the program at a path, or of a bare name, of a stage. */
export function buildOf(
    dockerfile: Dockerfile,
    stage: Stage,
    path: string,
): { readonly build: GoCommand; readonly builder: Stage } | undefined {
    for (const member of lineageOf(dockerfile, stage)) {
        for (const copy of member.instructions.toReversed()) {
            const source = copy.keyword === 'COPY' ? copiedAs(dockerfile, member, copy, path) : undefined;
            const from = source === undefined ? undefined : sourceStage(dockerfile, member, copy);
            if (source === undefined || from === undefined) continue;
            const found = builtAt(dockerfile, from, source);
            if (found !== undefined) return found;
        }
        const own = builtAt(dockerfile, member, path);
        if (own !== undefined) return own;
    }
    return undefined;
}

function builtAt(dockerfile: Dockerfile, stage: Stage, path: string): ReturnType<typeof buildOf> {
    for (const builder of lineageOf(dockerfile, stage)) {
        const outputs = outputsOf(dockerfile, builder);
        const build = outputs.get(path) ?? outputs.get(path.replace(/[^/]*$/, ''));
        if (build !== undefined) return { build, builder };
    }
    return undefined;
}

/** What a copy takes to make a path of the image. */
function copiedAs(dockerfile: Dockerfile, stage: Stage, copy: Instruction, path: string): string | undefined {
    const target = targetOf(dockerfile, stage, copy);
    if (target === undefined) return undefined;
    const sources = copiedPaths(copy).map(({ value }) => resolve(dockerfile, { raw: value }, copy));
    const isFolder = /(^|\/)\.?$/.test(copyTarget(copy) ?? '') || sources.length > 1;
    const isMeant = (candidate: string): boolean =>
        candidate === path || (!path.includes('/') && candidate.endsWith(`/${path}`));
    for (const { value, isComplete } of sources) {
        if (!isComplete) continue;
        const source = cleanPath(value);
        const name = source.slice(source.lastIndexOf('/') + 1);
        if (isMeant(target) && !isFolder) return source;
        if (isMeant(joinImagePath(target, name)) && name !== '') return source;
        // the content of a folder
        const inside =
            path.startsWith(`${target}/`) || target === '/' ? path.slice(target === '/' ? 1 : target.length + 1) : '';
        if (inside !== '' && !inside.includes('/')) return joinImagePath(source, inside);
    }
    return undefined;
}
