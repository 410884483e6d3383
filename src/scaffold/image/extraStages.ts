import { relativeTo } from '../../project/paths';
import type { BuildSet } from '../buildSets';
import type { Choices, Reason } from '../scaffold';
import { readSetting } from '../settings';
import { uniqueName } from '../stageNames';
import { chooseDelve } from './debugStages';
import { copyFrontends, type FrontendStage } from './frontends';
import { compileMounts, packageOf } from './goBuild';
import { inModule } from './moduleFiles';
import { run } from './mounts';
import type { Target } from './target';
import type { Toolchain } from './toolchains';
import { shellWord } from './words';

export type ExtraTarget = 'test' | 'dev' | 'debug';

/** The stages that were asked for beside the images. */
export function readExtraTargets(choices: Choices): ReadonlySet<ExtraTarget> {
    const debugs = choices.files.includes('debug') ? ['debug' as const] : [];
    const named = readSetting(choices.set, 'targets')?.split(',') ?? [];
    const known = (['test', 'dev', 'debug'] as const).filter((name) => named.includes(name));
    return new Set([...known, ...debugs]);
}

/** Vets and tests everything; nothing is built from it. */
export function writeTestStage(
    set: BuildSet,
    toolchains: readonly Toolchain[],
    frontends: readonly FrontendStage[],
    taken: Set<string>,
): string[] {
    const toolchain = toolchains.find(({ cgo }) => cgo) ?? toolchains[0];
    if (toolchain === undefined) return [];
    const built = set.modules.filter(({ dir }) => set.commands.some(({ module }) => module === dir));
    const tested = set.workspace ? set.modules : built;
    const commands = tested.flatMap((module) => {
        const folder = relativeTo(module.dir, set.folder);
        const where = inModule(set, module);
        const packages = set.workspace && folder !== '' ? shellWord(`./${folder}/...`) : './...';
        // The race detector is C, and made for glibc.
        const race = toolchain.variant === 'trixie';
        return [
            `go vet${where} ${packages}`,
            `${race ? 'CGO_ENABLED=1 ' : ''}go test${where}${race ? ' -race' : ''} ${packages}`,
        ];
    });
    return [
        `FROM ${toolchain.stage} AS ${uniqueName('test', taken)}`,
        ...run(compileMounts(toolchain, frontends, true), [commands.join(' \\\n    && ')]),
    ];
}

/** The toolchain with the sources in it: `docker compose watch` brings changes and starts it again. */
export function writeDevStage(
    set: BuildSet,
    toolchain: Toolchain,
    target: Target,
    frontends: readonly FrontendStage[],
    stage: string,
): string[] {
    const { command, binary, tags, ports } = target;
    const module = set.modules.find(({ dir }) => dir === command.module);
    const output = `/out/${binary}`;
    const flags = tags.length > 0 ? ` -tags=${tags.join(',')}` : '';
    const where = module === undefined ? '' : inModule(set, module);
    const build = `go build${where}${flags} -buildvcs=false -o ${output} ${shellWord(packageOf(set, target))}`;
    const exposed = ports.exposed.map(({ port, protocol }) => (protocol === 'tcp' ? String(port) : `${port}/udp`));
    return [
        '# Compiles when it starts: `docker compose watch` brings each change and starts it again.',
        '# What does not compile waits for the next; a volume at /root/.cache/go-build keeps what was compiled.',
        `FROM ${toolchain.stage} AS ${stage}`,
        ...(toolchain.download === undefined || toolchain.download.commands.length === 0
            ? []
            : [
                  '# Into the image: a cache mount is there only while building.',
                  ...run(toolchain.access.mounts, [toolchain.download.commands.join(' \\\n    && ')]),
              ]),
        'COPY . .',
        ...copyFrontends(frontends),
        ...(ports.environment === undefined ? [] : [`ENV ${ports.environment.name}=${ports.environment.value}`]),
        ...(exposed.length > 0 ? [`EXPOSE ${exposed.join(' ')}`] : []),
        `CMD ["sh", "-c", "${build} && exec ${[output, ...target.arguments].join(' ')} || exec sleep infinity"]`,
    ];
}

export function explainExtras(extras: ReadonlySet<ExtraTarget>, go: string): Reason[] {
    const delve = chooseDelve(go);
    return [
        ...(extras.has('test')
            ? [
                  {
                      what: 'a stage `test`',
                      because:
                          'it was asked for; no image is built from it, so that a builder passes it over unless it is named',
                      source: null,
                  },
              ]
            : []),
        ...(extras.has('dev')
            ? [
                  {
                      what: 'a stage `dev` without a file watcher in it',
                      because:
                          '`docker compose watch` brings changes into the container on every system, where a watcher inside would miss those of a mounted folder',
                      source: null,
                  },
              ]
            : []),
        ...(extras.has('debug')
            ? [
                  {
                      what: `Delve ${delve.version}`,
                      because: delve.isKnown
                          ? `it was asked for, and that release debugs programs of Go ${go}`
                          : `it was asked for; none is known to debug programs of Go ${go}, so that it does not check`,
                      source: null,
                  },
              ]
            : []),
    ];
}
