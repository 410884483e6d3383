import type { Command, Project } from '../../project/project';
import { relativeTo } from '../../project/paths';
import { extraStageOf, inFolder, type BuildTarget } from '../buildTargets';
import { readExtraTargets } from '../image/extraStages';
import { planTarget } from '../image/target';
import type { Choices, Reason } from '../scaffold';
import type { Backing } from './backing';
import { lend, type BuildAccess } from './buildAccess';
import { openedAddress, planEnvironment, type Settable } from './environment';
import { publish, type HostPorts } from './hostPorts';
import { entry, listOf, mapOf, type YamlEntry } from '../yaml';

export interface PlannedCommand {
    readonly service: YamlEntry;
    /** Volumes that the file must declare. */
    readonly volumes: readonly string[];
    readonly reasons: readonly Reason[];
    readonly settable: readonly Settable[];
}

/** In MiB. */
const memoryLimit = 256;
/** For what compiles in its container. */
const compilingLimit = 2048;
const graceMargin = 5;

/** A command as a compose service: built from the Dockerfile that is scaffolded beside it, with no more rights than it needs. */
export function planCommand(
    built: BuildTarget,
    image: string,
    backings: readonly Backing[],
    inNetworks: boolean,
    hostPorts: HostPorts,
    access: BuildAccess,
    {
        choices,
        chosen,
        targets,
    }: { readonly choices: Choices; readonly chosen: readonly Command[]; readonly targets: readonly BuildTarget[] },
): PlannedCommand {
    const { command, context, dockerfile, target: stage } = built;
    const once = isRunOnce(command);
    const isDeveloped = !once && readExtraTargets(choices).has('dev');
    const memory = isDeveloped ? compilingLimit : memoryLimit;
    const target = planTarget(command, stage, choices, chosen);
    const environment = planEnvironment(command, backings, target.ports.environment, memory, !once);
    const volumes = isDeveloped ? new Map([['go-build', '/root/.cache/go-build']]) : nameVolumes(stage, target.folders);
    const opened = command.ports.filter((port) => port.loopback && openedAddress(command, port) !== undefined);
    const ports = [
        ...target.ports.exposed,
        ...opened.filter(({ port }) => !target.ports.exposed.some((each) => each.port === port)),
    ].map(({ port, protocol }) => publish(hostPorts, port, protocol));
    const folder = context === '' ? '.' : `./${context}`;
    const file = relativeTo(dockerfile, context);
    const service = entry(
        stage,
        mapOf(
            entry(
                'build',
                mapOf(
                    entry('context', folder),
                    file === 'Dockerfile' ? undefined : entry('dockerfile', file),
                    entry('target', isDeveloped ? extraStageOf('dev', built, targets) : stage),
                    ...lend(access),
                ),
            ),
            entry('image', image),
            entry('pull_policy', 'build'),
            once
                ? entry('profiles', listOf('tools'), `Started by \`docker compose run --rm ${stage}\` only.`)
                : undefined,
            entry('environment', mapOf(...environment.entries)),
            ports.length > 0 ? entry('ports', listOf(...ports)) : undefined,
            backings.length > 0 ? entry('depends_on', mapOf(...backings.map(waitFor))) : undefined,
            inNetworks ? entry('networks', listOf(...(backings.length > 0 ? ['backend'] : []), 'frontend')) : undefined,
            volumes.size > 0
                ? entry('volumes', listOf(...[...volumes].map(([name, path]) => `${name}:${path}`)))
                : undefined,
            ...(isDeveloped
                ? []
                : [
                      entry('read_only', true),
                      entry('tmpfs', listOf('/tmp:mode=1777,size=64m')),
                      entry('cap_drop', listOf('ALL')),
                  ]),
            entry('security_opt', listOf('no-new-privileges:true')),
            isDeveloped ? undefined : entry('pids_limit', 200),
            entry('mem_limit', `${memory}m`),
            command.needsShell || isDeveloped ? entry('init', true) : undefined,
            once ? undefined : entry('restart', 'unless-stopped'),
            command.shutdownSeconds === null
                ? undefined
                : entry('stop_grace_period', `${Math.ceil(command.shutdownSeconds) + graceMargin}s`),
            once ? undefined : watch(folder, isDeveloped ? relativeTo(command.module, context) : undefined),
        ),
    );
    return {
        service,
        volumes: [...volumes.keys()],
        settable: environment.settable,
        reasons: [
            ...explainPorts(command, ports, opened),
            ...environment.reasons,
            ...(isDeveloped ? [developed] : explainVolumes(command, volumes)),
            ...explainProcess(command, once),
        ],
    };
}

const developed: Reason = {
    what: 'the stage `dev`, with more memory and a file system to write to',
    because: 'it compiles where it runs: `docker compose watch` brings each change and starts it again',
    source: null,
};

function waitFor({ name, service }: Backing): YamlEntry {
    const condition = service.healthcheck === undefined ? 'service_started' : 'service_healthy';
    return entry(name, mapOf(entry('condition', condition)));
}

/** What .dockerignore leaves out is not watched either. `developed` is the module's folder, for what compiles in its container. */
function watch(folder: string, developed: string | undefined): YamlEntry {
    if (developed !== undefined) {
        const restart = mapOf(
            entry('action', 'sync+restart'),
            entry('path', folder),
            entry('target', '/src'),
            entry('ignore', listOf('**/*_test.go', '**/testdata/', '**/go.mod', '**/go.sum')),
        );
        const modules = mapOf(entry('action', 'rebuild'), entry('path', `${folder}/${inFolder(developed, 'go.mod')}`));
        return entry('develop', mapOf(entry('watch', listOf(restart, modules))));
    }
    const rebuild = mapOf(
        entry('action', 'rebuild'),
        entry('path', folder),
        entry('ignore', listOf('**/*_test.go', '**/testdata/')),
    );
    return entry('develop', mapOf(entry('watch', listOf(rebuild))));
}

function isRunOnce(command: Command): boolean {
    const { name, ports, routes, grpc, handlesSigterm, services } = command;
    if (ports.length > 0 || routes.length > 0 || grpc) return false;
    if (/(?:^|[-_])(?:migrat\w*|seed\w*|backfill|import|export)$/i.test(name)) return true;
    return !handlesSigterm && services.length === 0;
}

/** By the last name of each folder; temporary ones are in memory anyway. */
function nameVolumes(stage: string, folders: readonly string[]): Map<string, string> {
    const volumes = new Map<string, string>();
    for (const folder of folders) {
        if (/^(?:\/var)?\/tmp(?:\/|$)/.test(folder)) continue;
        const last = folder.slice(folder.lastIndexOf('/') + 1).replaceAll(/[^\w.-]+/g, '-');
        let name = `${stage}-${last}`;
        for (let count = 2; volumes.has(name); count++) name = `${stage}-${last}-${count}`;
        volumes.set(name, folder);
    }
    return volumes;
}

function explainPorts({ name, ports }: Command, published: readonly string[], opened: Command['ports']): Reason[] {
    return [
        ...published.map((text) => {
            const port = ports.find((each) => text.replace('/udp', '').endsWith(`:${each.port}`));
            return {
                what: `\`${text}\` for \`${name}\``,
                because:
                    'it listens there; from this machine only, for what is published otherwise is open to the network',
                source: port?.source ?? null,
            };
        }),
        ...opened.map(({ env, port, source }) => ({
            what: `${env ?? ''} is \`0.0.0.0:${port}\``,
            because: 'on the loopback address of its container nobody reaches it',
            source,
        })),
    ];
}

function explainVolumes(command: Command, volumes: ReadonlyMap<string, string>): Reason[] {
    return [...volumes].map(([name, path]) => ({
        what: `a volume \`${name}\` at \`${path}\``,
        because: `\`${command.name}\` writes there, and the rest of its file system cannot be written`,
        source: command.writesFiles.find((each) => path.endsWith(each.path.replace(/^(?:\.\/)+/, ''))) ?? null,
    }));
}

function explainProcess(command: Command, once: boolean): Reason[] {
    const { name, shutdownSeconds, reasons } = command;
    const found = (fact: 'needsShell' | 'handlesSigterm') => reasons.find((reason) => reason.fact === fact) ?? null;
    return [
        ...(once
            ? [
                  {
                      what: `\`${name}\` is in the profile \`tools\``,
                      because: 'it listens to nobody and ends',
                      source: null,
                  },
              ]
            : []),
        ...(shutdownSeconds === null
            ? []
            : [
                  {
                      what: `${Math.ceil(shutdownSeconds) + graceMargin} s for \`${name}\` to stop`,
                      because: `its own shutdown takes up to ${shutdownSeconds} s`,
                      source: found('handlesSigterm'),
                  },
              ]),
        ...(command.needsShell
            ? [
                  {
                      what: `an init for \`${name}\``,
                      because: 'it starts programs, and somebody must reap them',
                      source: found('needsShell'),
                  },
              ]
            : []),
    ];
}

/** What the whole file is called: after the module, or after what several of them have in common. */
export function projectName({ modules, commands }: Project): string {
    const paths = modules.filter(({ dir }) => commands.some(({ module }) => module === dir)).map(({ path }) => path);
    const best = modules.find(({ dir }) => dir === commands[0]?.module)?.path ?? '';
    const path = commonPath(paths) ?? best;
    const last = path.replace(/\/v\d+$/, '').replace(/.*\//, '');
    const name = last
        .toLowerCase()
        .replaceAll(/[^a-z0-9_-]+/g, '-')
        .replace(/^[_-]+|[_-]+$/g, '');
    return name === '' ? 'app' : name;
}

/** `undefined` where it would be no more than a host or the owner of repositories. */
function commonPath(paths: readonly string[]): string | undefined {
    const [first = [], ...others] = paths.map((path) => path.split('/'));
    const length = first.findIndex((part, at) => others.some((other) => other[at] !== part));
    const common = length === -1 ? first : first.slice(0, length);
    const isShared = /^(?:github\.com|gitlab\.com|bitbucket\.org)$/.test(common[0] ?? '');
    return common.length > (isShared ? 2 : 1) ? common.join('/') : undefined;
}

/** Letters, digits and single marks between them, as a registry takes them. */
export function imageTag(project: string, stage: string, isOnly: boolean): string {
    const name = (isOnly ? stage : `${project}-${stage}`)
        .replaceAll(/[._-]*-[._-]*|[._]{2,}/g, '-')
        .replace(/[._-]+$/, '');
    return `${name}:dev`;
}
