import { oncePer, oncePerDockerfile } from './once';
import { countBefore } from './positions';
import { scopesOf, type Base } from './scope/scopes';
import { lineageOf } from './stages';
import type { Dockerfile, Instruction, Stage, Word } from './syntax';
import { resolve } from './variables';

/** A setting of the image as it is at some place, and where it comes from. */
export interface Setting<T> {
    /** `undefined` where it cannot be known: a variable without default, a base image that is not known. */
    readonly value: T | undefined;
    /** `undefined` where the base image, or the builder's default, gives it. */
    readonly instruction: Instruction | undefined;
}

/**
 * The last instruction of a keyword that counts for a stage, its parents' included, triggers of ONBUILD excluded; with
 * `before`, only what stands before that instruction of the stage.
 */
export function lastInstruction(
    dockerfile: Dockerfile,
    stage: Stage,
    keyword: string,
    before?: Instruction,
): Instruction | undefined {
    if (before === undefined) return lastAtEnd(dockerfile, stage, keyword);
    const all = instructionsOf(dockerfile, stage, keyword);
    const own = all[countBefore(all, before.start) - 1];
    const parent = stage.parent === undefined ? undefined : dockerfile.stages[stage.parent];
    return own ?? (parent && lastAtEnd(dockerfile, parent, keyword));
}

/** The image that a stage is built on in the end, through its parents. */
export function baseOf(dockerfile: Dockerfile, stage: Stage): Base | undefined {
    return scopesOf(dockerfile).stages[stage.index]?.base;
}

/** The user of the stage's end, or of the place before an instruction, with its group where one is given. */
export function userAt(dockerfile: Dockerfile, stage: Stage, before?: Instruction): Setting<string> {
    const instruction = lastInstruction(dockerfile, stage, 'USER', before);
    const [user] = instruction?.words ?? [];
    if (instruction === undefined || user === undefined)
        return { value: baseOf(dockerfile, stage)?.facts?.user, instruction };
    const { value, isComplete } = resolve(dockerfile, user, instruction);
    return { value: isComplete ? value : undefined, instruction };
}

const linuxShell = ['/bin/sh', '-c'];
const windowsShell = ['cmd', '/S', '/C'];

/** The program and its arguments that read the shell form; a base image that is not known is taken to have `/bin/sh -c`. */
export function shellAt(dockerfile: Dockerfile, stage: Stage, before?: Instruction): Setting<readonly string[]> {
    const instruction = lastInstruction(dockerfile, stage, 'SHELL', before);
    if (instruction === undefined) {
        const isWindows = baseOf(dockerfile, stage)?.facts?.os === 'windows';
        return { value: isWindows ? windowsShell : linuxShell, instruction };
    }
    const { json } = instruction;
    return { value: json?.valid === true ? json.items.map((item) => item.value) : undefined, instruction };
}

/** The working directory as an absolute path. */
export function workdirAt(dockerfile: Dockerfile, stage: Stage, before?: Instruction): Setting<string> {
    const instruction = lastInstruction(dockerfile, stage, 'WORKDIR', before);
    const value =
        instruction === undefined ? baseOf(dockerfile, stage)?.facts?.workdir : workdirsOf(dockerfile).get(instruction);
    return { value, instruction };
}

/** What starts in a container; where a stage sets ENTRYPOINT, a CMD from before that stage does not count. */
export function processOf(
    dockerfile: Dockerfile,
    stage: Stage,
): { readonly entrypoint: Instruction | undefined; readonly command: Instruction | undefined } {
    const entrypoint = lastInstruction(dockerfile, stage, 'ENTRYPOINT');
    const command = lastInstruction(dockerfile, stage, 'CMD');
    const isReset = entrypoint !== undefined && (command?.stage ?? 0) < (entrypoint.stage ?? 0);
    return { entrypoint, command: isReset ? undefined : command };
}

export interface ExposedPort {
    /** Such as `8080` or `8000-8010`. */
    readonly port: string;
    /** Lower-case, `tcp` where none is given. */
    readonly protocol: string;
    readonly word: Word;
    readonly instruction: Instruction;
}

/** The ports that EXPOSE names in the stage and its parents; those with unknown variables are left out. */
export function exposedPorts(dockerfile: Dockerfile, stage: Stage): ExposedPort[] {
    const ports: ExposedPort[] = [];
    for (const member of lineageOf(dockerfile, stage).reverse())
        for (const instruction of instructionsOf(dockerfile, member, 'EXPOSE'))
            for (const word of instruction.words) {
                const { value, isComplete } = resolve(dockerfile, word, instruction);
                const [port = '', protocol = 'tcp'] = value.split('/');
                if (isComplete && port !== '')
                    ports.push({ port, protocol: protocol.toLowerCase(), word, instruction });
            }
    return ports;
}

const lastByKeyword = oncePer<Stage, Map<string, Instruction | undefined>>(() => new Map());

/** What counts at a stage's end; each stage is asked once, however long the chain of parents. */
function lastAtEnd(dockerfile: Dockerfile, stage: Stage, keyword: string): Instruction | undefined {
    const asked: Map<string, Instruction | undefined>[] = [];
    let found: Instruction | undefined;
    for (let at: Stage | undefined = stage; at !== undefined && found === undefined;) {
        const known: Map<string, Instruction | undefined> = lastByKeyword(dockerfile, at);
        if (known.has(keyword)) {
            found = known.get(keyword);
            break;
        }
        asked.push(known);
        found = instructionsOf(dockerfile, at, keyword).at(-1);
        at = at.parent === undefined ? undefined : dockerfile.stages[at.parent];
    }
    for (const known of asked) known.set(keyword, found);
    return found;
}

const byKeyword = oncePer((_, { instructions }: Stage): ReadonlyMap<string, readonly Instruction[]> => {
    const groups = new Map<string, Instruction[]>();
    for (const instruction of instructions) {
        const group = groups.get(instruction.keyword);
        if (group === undefined) groups.set(instruction.keyword, [instruction]);
        else group.push(instruction);
    }
    return groups;
});

/** The instructions of one keyword in a stage, in order. */
function instructionsOf(dockerfile: Dockerfile, stage: Stage, keyword: string): readonly Instruction[] {
    return byKeyword(dockerfile, stage).get(keyword) ?? [];
}

/** The path that each WORKDIR leads to; `undefined` where a variable or the base image's own is not known. */
const workdirsOf = oncePerDockerfile((dockerfile): ReadonlyMap<Instruction, string | undefined> => {
    const paths = new Map<Instruction, string | undefined>();
    const lastByStage: (string | undefined)[] = [];
    for (const stage of dockerfile.stages) {
        let current =
            stage.parent === undefined ? baseOf(dockerfile, stage)?.facts?.workdir : lastByStage[stage.parent];
        for (const instruction of instructionsOf(dockerfile, stage, 'WORKDIR')) {
            current = changeDirectory(dockerfile, instruction, current);
            paths.set(instruction, current);
        }
        lastByStage.push(current);
    }
    return paths;
});

function changeDirectory(
    dockerfile: Dockerfile,
    instruction: Instruction,
    current: string | undefined,
): string | undefined {
    const path = instruction.words.map((word) => resolve(dockerfile, word, instruction));
    if (path.some(({ isComplete }) => !isComplete)) return undefined;
    return joinPath(current, path.map(({ value }) => value).join(' '));
}

/** As on Linux; many relative WORKDIRs would otherwise build a path without end. */
const longestPath = 4096;

/** A relative path cannot be joined to an unknown one. A drive letter makes a path absolute too. */
function joinPath(folder: string | undefined, path: string): string | undefined {
    if (/^[A-Za-z]:/.test(path)) return path;
    if (!path.startsWith('/') && folder === undefined) return undefined;
    const isPlain = folder?.startsWith('/') === true && !/^\/|\/$|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(path);
    if (isPlain && path !== '') return bounded(folder === '/' ? `/${path}` : `${folder}/${path}`);
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${folder ?? ''}/${path}`).split('/')) {
        if (part === '..') parts.pop();
        else if (part !== '' && part !== '.') parts.push(part);
    }
    return bounded(`/${parts.join('/')}`);
}

function bounded(path: string): string | undefined {
    return path.length > longestPath ? undefined : path;
}
