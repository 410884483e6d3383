import { relativeTo } from '../../project/paths';
import type { BuildSet } from '../buildSets';
import { frontendMounts, type FrontendStage } from './frontends';
import { inModule } from './moduleFiles';
import { buildCache, moduleCache, run } from './mounts';
import { stampDefaults, type Stamp } from './stamps';
import type { Target } from './target';
import type { Toolchain } from './toolchains';
import { shellWord } from './words';

/** An empty folder of the build stages, from which folders for the user are made. */
export const emptyFolder = '/out/empty';

const longestLine = 110;

/** What a RUN that compiles is given: the caches, the credentials, the sources and what the frontends made. */
export function compileMounts(
    { access, download }: Toolchain,
    frontends: readonly FrontendStage[],
    writes: boolean,
): string[] {
    const isLaidOver = frontends.length > 0 || writes;
    return [
        ...(download === undefined ? [] : [moduleCache, ...access.mounts]),
        buildCache,
        // Writable where something is mounted into it; what is written is thrown away.
        `--mount=type=bind,target=.${isLaidOver ? ',rw' : ''}`,
        ...frontendMounts(frontends),
    ];
}

/** The lines that compile a program, for people to run or for a debugger. */
export function writeBuild(
    set: BuildSet,
    toolchain: Toolchain,
    target: Target,
    frontends: readonly FrontendStage[],
    purpose: 'run' | 'debug',
): string[] {
    const { command, tags, stamps, binary, folders, staticC } = target;
    const module = set.modules.find(({ dir }) => dir === command.module);
    const { cross } = toolchain;
    const platform = command.cgo ? [] : ['GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v}'];
    const directory = module === undefined ? '' : inModule(set, module);
    const output = `/out/${binary}`;
    const flags = [
        ...(purpose === 'run' ? ['-s'] : []),
        ...(staticC ? ['-linkmode external -extldflags=-static'] : []),
        ...stamps.map(({ variable, argument }) => `-X ${variable}=$${argument}`),
    ];
    const build = [
        `${cross === undefined ? 'go' : 'xx-go'} build${directory}${purpose === 'run' ? ' -trimpath' : ''} -buildvcs=false`,
        ...(purpose === 'debug' ? ["-gcflags='all=-N -l'"] : []),
        ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
        ...(flags.length === 0 ? [] : [`-ldflags=${quoteFlags(flags.join(' '))}`]),
        `-o ${output} ${shellWord(packageOf(set, target))}`,
    ];
    const isLong = build.join(' ').length > longestLine;
    return [
        ...(folders.length > 0 ? [`RUN mkdir -p ${emptyFolder}`] : []),
        ...(command.cgo ? [] : ['ARG TARGETOS TARGETARCH TARGETVARIANT']),
        ...writeStampArguments(stamps),
        ...run(compileMounts(toolchain, frontends, false), [
            ...platform,
            ...(isLong ? build : [build.join(' ')]),
            ...(cross === undefined ? [] : [`&& xx-verify${staticC ? ' --static' : ''} ${output}`]),
        ]),
    ];
}

function writeStampArguments(stamps: readonly Stamp[]): string[] {
    return [...new Set(stamps.map(({ argument }) => `ARG ${argument}=${stampDefaults[argument]}`))];
}

/** For `go build` from the context's folder, or from the module's where there is no workspace. */
export function packageOf(set: BuildSet, { command }: Target): string {
    if (!set.workspace) return command.package;
    const folder = relativeTo(command.dir, set.folder);
    return folder === '' ? '.' : `./${folder}`;
}

function quoteFlags(flags: string): string {
    return flags.includes(' ') ? `"${flags}"` : flags;
}
