import { variableOf, unwrap } from '../dockerfile/commandEnvironment';
import { argumentsWithoutFlags, programOf } from '../dockerfile/commandQueries';
import { oncePer, oncePerDockerfile } from '../dockerfile/once';
import { commandsOf, type ShellCommand } from '../dockerfile/shell';
import type { Dockerfile, Flag, Instruction, Stage } from '../dockerfile/syntax';

/** A call of the `go` command in a RUN. */
export interface GoCommand {
    readonly command: ShellCommand;
    readonly instruction: Instruction;
    /** Such as `build` or `mod download`. */
    readonly subcommand: string;
}

const programs = new Set(['go', '/usr/local/go/bin/go', 'xx-go']);

/** In the order of the text. */
export const goCommandsOf = oncePer((dockerfile, { instructions }: Stage): readonly GoCommand[] =>
    instructions.filter(({ keyword }) => keyword === 'RUN').flatMap((run) => readRun(dockerfile, run)),
);

function readRun(dockerfile: Dockerfile, instruction: Instruction): GoCommand[] {
    return commandsOf(dockerfile, instruction)
        .map(unwrap)
        .filter((command) => programs.has(programOf(command) ?? ''))
        .map((command) => ({ command, instruction, subcommand: subcommandOf(command) }));
}

function subcommandOf(command: ShellCommand): string {
    const [first, second] = argumentsWithoutFlags(command, ['-C']).map(({ value }) => value);
    return ['mod', 'work', 'tool'].includes(first ?? '') ? `${first ?? ''} ${second ?? ''}` : (first ?? '');
}

/** Those that compile packages of the project; `go install` of a module elsewhere, with its version, does not. */
export function compiles({ subcommand, command }: GoCommand): boolean {
    if (subcommand === 'install') return !command.args.some(({ value }) => value.includes('@'));
    return subcommand === 'build';
}

/** Flags of `go build` that take the next word. */
const namesOfFlagsWithValue = [
    'o',
    'C',
    'p',
    'asmflags',
    'buildmode',
    'compiler',
    'gccgoflags',
    'gcflags',
    'installsuffix',
].concat(['ldflags', 'mod', 'modfile', 'overlay', 'pgo', 'pkgdir', 'tags', 'toolexec', 'covermode', 'coverpkg']);

export const flagsWithValue = namesOfFlagsWithValue.flatMap((flag) => [`-${flag}`, `--${flag}`]);

/** What is built: packages or files, behind the subcommand. */
export function packagesOf({ command }: GoCommand): ReturnType<typeof argumentsWithoutFlags> {
    return argumentsWithoutFlags(command, flagsWithValue).slice(1);
}

/** The value of an environment variable for the command, `''` where nothing sets it; `undefined` where it cannot be known. */
export function environmentOf(
    dockerfile: Dockerfile,
    { instruction, command }: GoCommand,
    name: string,
): string | undefined {
    const variable = variableOf(dockerfile, instruction, command, name);
    return variable === undefined ? '' : variable.value;
}

/** The cache mount of a RUN at a folder or above it. */
export function cacheMountAt({ flags }: Instruction, folder: string): Flag | undefined {
    return flags.find(({ name, options }) => {
        const option = (wanted: readonly string[]): string | undefined =>
            options.find((each) => wanted.includes(each.name))?.value?.value;
        const target = option(['target', 'dst', 'destination'])?.replace(/\/+$/, '');
        return name === 'mount' && option(['type']) === 'cache' && target !== undefined && isAtOrAbove(target, folder);
    });
}

function isAtOrAbove(target: string, folder: string): boolean {
    return folder === target || folder.startsWith(`${target}/`);
}

const defaultModuleCache = '/go/pkg/mod';

const isCacheKeptInFile = oncePerDockerfile(({ text }) => /\bgo env -w [^\n]*(GOMODCACHE|GOPATH)=/.test(text));

/** Where modules are kept; `undefined` where it cannot be known. */
export function moduleCacheOf(dockerfile: Dockerfile, command: GoCommand): string | undefined {
    const cache = environmentOf(dockerfile, command, 'GOMODCACHE');
    if (cache !== '') return cache;
    // a file keeps it, which is not read
    if (isCacheKeptInFile(dockerfile)) return undefined;
    const path = environmentOf(dockerfile, command, 'GOPATH');
    return path === '' ? defaultModuleCache : path && `${path}/pkg/mod`;
}
