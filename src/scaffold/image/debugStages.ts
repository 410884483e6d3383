import { delveReleases } from '../../facts/buildTools';
import type { BuildSet } from '../buildSets';
import { uniqueName } from '../stageNames';
import type { FrontendStage } from './frontends';
import { writeBuild } from './goBuild';
import { compareReleases } from './goVersion';
import { buildCache, moduleCache, run } from './mounts';
import type { Target } from './target';
import type { Toolchain } from './toolchains';
import { writeArguments, writeRuntime } from './writeFinalStage';
import { startFrom } from './writeToolchain';

export const delvePort = 2345;

/** The release of Delve that debugs programs of a Go release; the newest where none is known to. */
export function chooseDelve(go: string): { version: string; isKnown: boolean } {
    const known = delveReleases.find(
        ({ oldest, newest }) => compareReleases(go, oldest) >= 0 && compareReleases(go, newest) <= 0,
    );
    return { version: (known ?? delveReleases[0])?.version ?? 'latest', isKnown: known !== undefined };
}

export function writeDelveStage(stage: string, go: string): string[] {
    return [
        `FROM golang:\${GO_VERSION}-trixie AS ${stage}`,
        ...run(
            [moduleCache, buildCache],
            [
                'CGO_ENABLED=0 GOBIN=/out',
                `go install -trimpath -ldflags=-s github.com/go-delve/delve/cmd/dlv@${chooseDelve(go).version}`,
            ],
        ),
    ];
}

/** The program with all that a debugger wants, compiled and started by Delve on the base that it always runs on. */
export function writeDebugStages(
    set: BuildSet,
    toolchain: Toolchain,
    target: Target,
    frontends: readonly FrontendStage[],
    stages: { readonly debug: string; readonly delve: string; readonly rootfs: string | undefined },
    go: string,
    taken: Set<string>,
): string[][] {
    const builder = uniqueName(`${toolchain.stage}-${stages.debug}`, taken);
    const program = `/usr/local/bin/${target.binary}`;
    const delve = `"/usr/local/bin/dlv", "exec", "${program}", "--headless", "--listen=:${delvePort}"`;
    return [
        [...startFrom(toolchain, builder), ...writeBuild(set, toolchain, target, frontends, 'debug')],
        [
            `# Whoever reaches Delve may run anything: publish its port as 127.0.0.1:${delvePort}:${delvePort}.`,
            ...writeRuntime({ ...target, stage: stages.debug, health: undefined }, { builder, rootfs: stages.rootfs }),
            `COPY --from=${stages.delve} /out/dlv /usr/local/bin/dlv`,
            `EXPOSE ${delvePort}`,
            `ENTRYPOINT [${delve}, "--api-version=2", "--accept-multiclient", "--continue"${chooseDelve(go).isKnown ? '' : ', "--check-go-version=false"'}, "--"]`,
            ...writeArguments(target),
        ],
    ];
}
