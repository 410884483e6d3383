import { crossImage } from '../../facts/buildTools';
import type { BuildSet } from '../buildSets';
import type { FrontendStage } from './frontends';
import { writeBuild } from './goBuild';
import { workEnvironment } from './moduleFiles';
import { installPackages, moduleCache, run } from './mounts';
import type { Toolchain } from './toolchains';

/** The stages that compile, each a list of lines. */
export function writeToolchain(
    set: BuildSet,
    toolchain: Toolchain,
    frontendsOf: (target: Toolchain['builds'][number]['target']) => readonly FrontendStage[],
): string[][] {
    const { stage, variant, cgo, cross, packages, access, builds } = toolchain;
    const isNative = cgo && cross === undefined;
    const manager = variant === 'trixie' ? 'apt' : 'apk';
    const own = variant === 'trixie' ? [] : access.packages;
    const first = [
        ...(isNative
            ? ['# No --platform: C is compiled for the machine that compiles it, another platform is emulated.']
            : []),
        `FROM ${isNative ? '' : '--platform=$BUILDPLATFORM '}golang:\${GO_VERSION}-${variant} AS ${stage}`,
        ...(cross === undefined
            ? []
            : [
                  '# gopherdock ignore=copy-whole-filesystem it holds nothing but its scripts',
                  `COPY --from=${cross} / /`,
              ]),
        'WORKDIR /src',
        ...(cross === undefined
            ? installPackages([...new Set([...packages, ...own])].sort(), manager)
            : writeCrossPackages(toolchain, own, manager)),
        `ENV CGO_ENABLED=${cgo ? '1' : '0'}`,
        ...workEnvironment(set),
        ...access.environment,
        ...access.setup,
        ...writeDownload(toolchain),
    ];
    const stages = [first];
    for (const { target, stage: name } of builds) {
        const lines = name === stage ? first : startFrom(toolchain, name);
        if (lines !== first) stages.push(lines);
        lines.push(...writeBuild(set, toolchain, target, frontendsOf(target), 'run'));
    }
    return stages;
}

/** A stage with what the toolchain's has. */
export function startFrom({ stage, cross }: Toolchain, name: string): string[] {
    return [`FROM ${stage} AS ${name}`, ...(cross === undefined ? [] : ['ARG TARGETPLATFORM'])];
}

/** The stage that only holds the helpers. */
export function writeCrossStage(stage: string): string[] {
    return [`FROM --platform=$BUILDPLATFORM ${crossImage} AS ${stage}`];
}

/** A compiler of this machine, and headers and libraries of the other. */
function writeCrossPackages({ packages }: Toolchain, own: readonly string[], manager: 'apk' | 'apt'): string[] {
    const library = manager === 'apt' ? ['gcc', 'libc6-dev'] : ['gcc', 'musl-dev'];
    return [
        ...installPackages(['clang', 'lld', ...own], manager),
        'ARG TARGETPLATFORM',
        ...installPackages([...new Set([...library, ...packages])].sort(), manager, 'xx-'),
    ];
}

function writeDownload({ download, access }: Toolchain): string[] {
    if (download === undefined) return [];
    if (download.commands.length === 0) return access.usage.slice();
    return [
        '# Downloaded again only when one of these files changes.',
        ...download.copies.map((words) => `COPY ${words}`),
        ...access.usage,
        ...run([moduleCache, ...access.mounts], [download.commands.join(' \\\n    && ')]),
    ];
}
