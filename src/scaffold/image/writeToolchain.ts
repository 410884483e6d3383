import { relativeTo } from '../../project/paths';
import type { BuildSet } from '../buildSets';
import { inModule } from './moduleFiles';
import { stampDefaults, type Stamp } from './stamps';
import type { Target } from './target';
import type { Toolchain } from './toolchains';
import { shellWord } from './words';

/** An empty folder of the build stages, from which folders for the user are made. */
export const emptyFolder = '/out/empty';

const moduleCache = '--mount=type=cache,target=/go/pkg/mod';
const buildCache = '--mount=type=cache,target=/root/.cache/go-build';
const sources = '--mount=type=bind,target=.';
const netrc = '--mount=type=secret,id=netrc,target=/root/.netrc';

const longestLine = 110;

/** The stages that compile, each a list of lines. */
export function writeToolchain(set: BuildSet, toolchain: Toolchain): string[][] {
    const { stage, variant, cgo, packages, download, builds } = toolchain;
    const privatePatterns = privatePatternsOf(set);
    const hasPrivate = privatePatterns.length > 0;
    const platform = cgo ? '' : '--platform=$BUILDPLATFORM ';
    const first = [
        ...(cgo
            ? ['# No --platform: C is compiled for the machine that compiles it, another platform is emulated.']
            : []),
        `FROM ${platform}golang:\${GO_VERSION}-${variant} AS ${stage}`,
        'WORKDIR /src',
        ...installPackages(packages, variant === 'trixie' ? 'apt' : 'apk'),
        `ENV CGO_ENABLED=${cgo ? '1' : '0'}`,
        ...(hasPrivate ? [`ENV GOPRIVATE=${privatePatterns.join(',')}`] : []),
        ...writeDownload(toolchain, hasPrivate),
    ];
    const mounts = [
        ...(download === undefined ? [] : [moduleCache, ...(hasPrivate ? [netrc] : [])]),
        buildCache,
        sources,
    ];
    const stages = [first];
    for (const { target, stage: own } of builds) {
        const lines = own === stage ? first : [`FROM ${stage} AS ${own}`];
        if (lines !== first) stages.push(lines);
        lines.push(...writeBuild(set, target, mounts));
    }
    return stages;
}

/** One layer, without what nobody asked for and without the package lists. */
export function installPackages(packages: readonly string[], manager: 'apk' | 'apt'): string[] {
    if (packages.length === 0) return [];
    if (manager === 'apk') return [`RUN apk add --no-cache ${packages.join(' ')}`];
    return [
        'RUN apt-get update \\',
        `    && apt-get install -y --no-install-recommends ${packages.join(' ')} \\`,
        '    && rm -rf /var/lib/apt/lists/*',
    ];
}

function writeDownload({ download }: Toolchain, hasPrivate: boolean): string[] {
    if (download === undefined) return [];
    return [
        '# Downloaded again only when one of these files changes.',
        ...download.copies.map((words) => `COPY ${words}`),
        ...(hasPrivate ? ['# Credentials: docker build --secret id=netrc,src=$HOME/.netrc .'] : []),
        ...run([moduleCache, ...(hasPrivate ? [netrc] : [])], [download.commands.join(' \\\n    && ')]),
    ];
}

function writeBuild(set: BuildSet, target: Target, mounts: readonly string[]): string[] {
    const { command, tags, stamps, binary, folders } = target;
    const module = set.modules.find(({ dir }) => dir === command.module);
    const cross = command.cgo ? [] : ['GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v}'];
    const directory = module === undefined ? '' : inModule(set, module);
    const build = [
        `go build${directory} -trimpath -buildvcs=false`,
        ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
        `-ldflags=${linkerFlags(stamps)}`,
        `-o /out/${binary} ${shellWord(packageOf(set, target))}`,
    ];
    const isLong = build.join(' ').length > longestLine;
    return [
        ...(folders.length > 0 ? [`RUN mkdir -p ${emptyFolder}`] : []),
        ...(command.cgo ? [] : ['ARG TARGETOS TARGETARCH TARGETVARIANT']),
        ...new Set(stamps.map(({ argument }) => `ARG ${argument}=${stampDefaults[argument]}`)),
        ...run(mounts, [...cross, ...(isLong ? build : [build.join(' ')])]),
    ];
}

function packageOf(set: BuildSet, { command }: Target): string {
    if (!set.workspace) return command.package;
    const folder = relativeTo(command.dir, set.folder);
    return folder === '' ? '.' : `./${folder}`;
}

function linkerFlags(stamps: readonly Stamp[]): string {
    const settings = stamps.map(({ variable, argument }) => `-X ${variable}=$${argument}`);
    return settings.length === 0 ? '-s' : `"-s ${settings.join(' ')}"`;
}

function run(mounts: readonly string[], command: readonly string[]): string[] {
    return `RUN ${[...mounts, ...command].join(' \\\n    ')}`.split('\n');
}

const sharedHosts = new Set(['github.com', 'gitlab.com', 'bitbucket.org']);

/** What GOPRIVATE is set to. On a host that everybody uses, only what has the same owner, where there is such a thing: the rest is faster and safer through the proxy. */
export function privatePatternsOf(set: BuildSet): string[] {
    const patterns = set.modules.flatMap(({ path, privateHosts, requires }) =>
        privateHosts.map((host) => {
            const owner = path.split('/').slice(0, 2).join('/');
            const isOwn = sharedHosts.has(host) && requires.some((required) => required.path.startsWith(`${owner}/`));
            return isOwn && owner.startsWith(`${host}/`) ? owner : host;
        }),
    );
    return [...new Set(patterns)].filter((pattern) => /^[\w*./-]+$/.test(pattern)).sort();
}
