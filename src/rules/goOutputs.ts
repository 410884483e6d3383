import { findGoFlag, goFlagValue } from '../dockerfile/commandQueries';
import { oncePer } from '../dockerfile/once';
import { lineageOf, stageByReference } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { resolve } from '../dockerfile/variables';
import { compiles, goCommandsOf, packagesOf, type GoCommand } from './goCommands';
import { copiedPaths } from './instructions';
import { folderOfCommand, joinImagePath } from './places';

/** Where the program is written, as `-o` says; `undefined` without it. */
export function outputOf({ command }: GoCommand): string | undefined {
    return findGoFlag(command, 'o') === undefined ? undefined : goFlagValue(command, 'o');
}

/** A program as a stage copies it. */
export interface CopiedBuild {
    readonly command: GoCommand;
    readonly builder: Stage;
    readonly copy: Instruction;
    /** As the copy names it. */
    readonly path: string;
}

/** The builds whose output a stage copies. */
export function* buildsCopiedTo(dockerfile: Dockerfile, stage: Stage): Iterable<CopiedBuild> {
    for (const copy of stage.instructions) {
        const source = sourceStage(dockerfile, stage, copy);
        if (source === undefined) continue;
        for (const builder of lineageOf(dockerfile, source)) {
            const outputs = outputsOf(dockerfile, builder);
            for (const { value } of copiedPaths(copy)) {
                const path = cleanPath(value).replace(/(.)\/$/, '$1');
                const one = outputs.get(path) ?? outputs.get(path.replace(/[^/]*$/, '')) ?? outputs.get(`${path}/`);
                const commands = one === undefined ? (foldersOf(dockerfile, builder).get(path) ?? []) : [one];
                for (const command of commands) yield { command, builder, copy, path: value };
            }
        }
    }
}

/** The stage that a COPY takes from. */
export function sourceStage(dockerfile: Dockerfile, stage: Stage, copy: Instruction): Stage | undefined {
    const from = copy.keyword === 'COPY' ? copy.flags.find(({ name }) => name === 'from')?.value?.value : undefined;
    return from === undefined ? undefined : stageByReference(dockerfile, from, stage.index);
}

/** What builds of a stage write, by absolute path; a folder ends in `/`. The last one that writes a path counts. */
export const outputsOf = oncePer((dockerfile, builder: Stage): ReadonlyMap<string, GoCommand> => {
    const outputs = new Map<string, GoCommand>();
    for (const command of goCommandsOf(dockerfile, builder).filter(compiles)) {
        const path = outputPathOf(dockerfile, command);
        if (path !== undefined) outputs.set(path, command);
    }
    return outputs;
});

/** What builds of a stage write into each folder. */
const foldersOf = oncePer((dockerfile, builder: Stage): ReadonlyMap<string, readonly GoCommand[]> => {
    const folders = new Map<string, GoCommand[]>();
    for (const [path, command] of outputsOf(dockerfile, builder)) {
        const folder = path.replace(/\/[^/]*$/, '') || '/';
        const commands = folders.get(folder);
        if (commands === undefined) folders.set(folder, [command]);
        else commands.push(command);
    }
    return folders;
});

/** The absolute path of what a build writes; a folder ends in `/`. `undefined` where it cannot be known. */
export function outputPathOf(dockerfile: Dockerfile, build: GoCommand): string | undefined {
    const written = build.subcommand === 'build' ? (outputOf(build) ?? defaultName(build)) : undefined;
    if (written === undefined) return undefined;
    const { value, isComplete } = resolve(dockerfile, { raw: written }, build.instruction);
    if (!isComplete || value.includes('`') || value.includes('$')) return undefined;
    if (value.startsWith('/')) return cleanPath(value);
    const folder = folderOfCommand(dockerfile, build.instruction, build.command);
    if (folder === undefined || findGoFlag(build.command, 'C') !== undefined) return undefined;
    return cleanPath(joinImagePath(folder, value) + (value.endsWith('/') ? '/' : ''));
}

/** Go calls a program after its package's folder, or its first file. */
function defaultName(build: GoCommand): string | undefined {
    const [first, ...others] = packagesOf(build);
    if (first?.isLiteral !== true) return undefined;
    if (first.value.endsWith('.go')) return /([^/]+)\.go$/.exec(first.value)?.[1];
    const name = /^(?:\.\/)?(?:[\w.-]+\/)*([\w-][\w.-]*)\/?$/.exec(first.value)?.[1];
    return others.length > 0 || name === undefined || name.includes('...') || /^v\d+$/.test(name) ? undefined : name;
}

/** Absolute, without `.` and double slashes; one slash at the end stays. */
export function cleanPath(path: string): string {
    return `/${path}`.replace(/\/(?:\.?\/)+/g, '/');
}
