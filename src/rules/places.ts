import { workdirAt } from '../dockerfile/configuration';
import { oncePer } from '../dockerfile/once';
import { lineageOf, stageOf } from '../dockerfile/stages';
import { commandsOf, type ShellCommand } from '../dockerfile/shell';
import { resolve } from '../dockerfile/variables';
import type { Dockerfile, Flag, Instruction, Stage } from '../dockerfile/syntax';
import { copiedPaths, copyTarget } from './instructions';

/** A path of an image: absolute, without `.`, `..` and double slashes; no slash at the end but that of the root. */
export function joinImagePath(folder: string, path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
        if (part === '..') parts.pop();
        else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
}

/** What stands behind the folder in a path inside it, `''` for the folder itself; `undefined` for any other path. */
export function pathInside(path: string, folder: string): string | undefined {
    if (path === folder) return '';
    const prefix = folder === '/' ? '/' : `${folder}/`;
    return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** Where a command of a RUN stands: WORKDIR, and `cd` before it. */
export function folderOfCommand(
    dockerfile: Dockerfile,
    instruction: Instruction,
    command: ShellCommand,
): string | undefined {
    const stage = stageOf(dockerfile, instruction);
    let folder = stage && workdirAt(dockerfile, stage, instruction).value;
    for (const { name, args, start } of commandsOf(dockerfile, instruction)) {
        if (start >= command.start) break;
        if (name.value !== 'cd' && name.value !== 'pushd') continue;
        const [target] = args;
        folder = folder === undefined || target?.isLiteral !== true ? undefined : joinImagePath(folder, target.value);
    }
    return folder;
}

/** A folder of the build context, `''` for its root, and where it stands in the image. */
interface Mapping {
    readonly context: string;
    readonly image: string;
}

/** The folder of the build context that stands at a path of the image when an instruction runs; `undefined` where none is known to. */
export function contextFolderAt(
    dockerfile: Dockerfile,
    stage: Stage,
    instruction: Instruction,
    path: string,
): string | undefined {
    for (const { context, image } of mappingsBefore(dockerfile, stage, instruction)) {
        const rest = pathInside(path, image);
        if (rest !== undefined) return [context, rest].filter((part) => part !== '').join('/');
    }
    return undefined;
}

/** The nearest first. */
function mappingsBefore(dockerfile: Dockerfile, stage: Stage, instruction: Instruction): Mapping[] {
    const mounted = instruction.flags.flatMap((flag) => bindMapping(dockerfile, stage, instruction, flag));
    const copied = lineageOf(dockerfile, stage).flatMap((member) =>
        mappingsOf(dockerfile, member)
            .filter(({ at }) => member !== stage || at < instruction.start)
            .reverse(),
    );
    return [...mounted, ...copied];
}

function bindMapping(dockerfile: Dockerfile, stage: Stage, instruction: Instruction, flag: Flag): Mapping[] {
    const option = (...names: string[]): string | undefined =>
        flag.options.find(({ name }) => names.includes(name))?.value?.value;
    if (flag.name !== 'mount' || !['bind', undefined].includes(option('type')) || option('from') !== undefined)
        return [];
    const target = option('target', 'dst', 'destination');
    const workdir = workdirAt(dockerfile, stage, instruction).value;
    if (target === undefined || workdir === undefined || target.includes('$')) return [];
    return [{ context: contextPath(option('source', 'src') ?? ''), image: joinImagePath(workdir, target) }];
}

/** What the copies of a stage put where. */
const mappingsOf = oncePer((dockerfile, stage: Stage): readonly (Mapping & { at: number })[] =>
    stage.instructions.flatMap((instruction) => copyMappings(dockerfile, stage, instruction)),
);

function copyMappings(dockerfile: Dockerfile, stage: Stage, instruction: Instruction): (Mapping & { at: number })[] {
    const { keyword, flags, start } = instruction;
    if (keyword !== 'COPY' && keyword !== 'ADD') return [];
    if (flags.some(({ name }) => name === 'from' || name === 'parents')) return [];
    const target = targetOf(dockerfile, stage, instruction);
    if (target === undefined) return [];
    return copiedPaths(instruction)
        .filter(({ value }) => !/[$*?[]|^<<|:\/\//.test(value) && !looksLikeFile(value))
        .map(({ value }) => ({ context: contextPath(value), image: target, at: start }));
}

/** Folders have no extension, and files without one are written in capitals. */
function looksLikeFile(path: string): boolean {
    return /(^|\/)[^/]+\.[^/]+$|(^|\/)(?:[A-Z]+|Makefile|Dockerfile)$/.test(path);
}

/** Where a COPY or ADD puts things, absolute. */
export function targetOf(dockerfile: Dockerfile, stage: Stage, instruction: Instruction): string | undefined {
    const written = copyTarget(instruction);
    if (written === undefined) return undefined;
    const { value, isComplete } = resolve(dockerfile, { raw: written }, instruction);
    const workdir = workdirAt(dockerfile, stage, instruction).value;
    if (!isComplete || (workdir === undefined && !value.startsWith('/'))) return undefined;
    return joinImagePath(workdir ?? '/', value);
}

/** Relative to the context's root, `''` for that. */
function contextPath(path: string): string {
    return joinImagePath('/', path).slice(1);
}
