import { bringsCorepack, bunImage, nodeImageOf } from '../../facts/buildTools';
import { folderOf, isInside, relativeTo } from '../../project/paths';
import type { Frontend } from '../../project/project';
import type { BuildSet } from '../buildSets';
import type { Reason } from '../scaffold';
import { uniqueName } from '../stageNames';
import type { Access } from './access';
import { run } from './mounts';
import { chooseNode } from './nodeVersion';
import { copyWords, isWritablePath, shellWord } from './words';

/** A stage that builds what the programs embed. */
export interface FrontendStage {
    readonly stage: string;
    readonly frontend: Frontend;
    /** Relative to the build context, as are those below. */
    readonly folder: string;
    readonly lock: string | undefined;
    /** What its build fills, and where the programs embed it. */
    readonly outputs: readonly { readonly built: string; readonly output: string }[];
}

/** One stage for each package.json; a folder that no instruction can name is left out. */
export function planFrontends(set: BuildSet, taken: Set<string>): readonly FrontendStage[] {
    const stages = new Map<string, FrontendStage & { outputs: { built: string; output: string }[] }>();
    for (const frontend of set.commands.flatMap(({ frontends }) => frontends)) {
        const { dir, lock, built, output } = frontend;
        const paths = [dir, built, output, ...(lock === null ? [] : [lock])];
        if (!paths.every((path) => isInside(path, set.folder) && isWritablePath(path) && !path.includes(','))) continue;
        const known = stages.get(dir);
        const outputs = known?.outputs ?? [];
        if (known === undefined)
            stages.set(dir, {
                stage: uniqueName('frontend', taken),
                frontend,
                folder: relativeTo(dir, set.folder),
                lock: lock === null ? undefined : relativeTo(lock, set.folder),
                outputs,
            });
        const place = { built: relativeTo(built, set.folder), output: relativeTo(output, set.folder) };
        if (!outputs.some((each) => each.output === place.output)) outputs.push(place);
    }
    return [...stages.values()];
}

/** What a RUN that compiles is given, over its sources. */
export function frontendMounts(stages: readonly FrontendStage[]): string[] {
    return stages.flatMap(({ stage, outputs }) =>
        outputs.map(
            ({ built, output }) =>
                `--mount=type=bind,from=${stage},source=${quoted(`/src/${built}`)},target=${quoted(output)}`,
        ),
    );
}

/** The same for a stage that keeps the sources. */
export function copyFrontends(stages: readonly FrontendStage[]): string[] {
    return stages.flatMap(({ stage, outputs }) =>
        outputs.map(({ built, output }) => `COPY --from=${stage} ${copyWords([`/src/${built}`, `./${output}`])}`),
    );
}

function quoted(path: string): string {
    return path.includes(' ') ? `'${path}'` : path;
}

const managers = {
    npm: { cache: '/root/.npm', files: ['.npmrc*'] },
    pnpm: { cache: '/root/.pnpm-store', files: ['.npmrc*', 'pnpm-workspace.yaml*'] },
    yarn: { cache: '/root/.yarn', files: ['.npmrc*', '.yarnrc*'] },
    bun: { cache: '/root/.bun/install/cache', files: ['bunfig.toml*'] },
} as const;

export function writeFrontend({ stage, frontend, folder, lock }: FrontendStage, access: Access): string[] {
    const { packageManager } = frontend;
    const { cache, files } = managers[packageManager];
    const node = chooseNode(frontend.nodeVersion);
    const lockFolder = lock === undefined ? folder : folderOf(lock);
    const below = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
    const wholeFirst = frontend.installReadsSources || lockFolder !== folder;
    const copyAll = (from: string): string => `COPY ${copyWords([from === '' ? '.' : from, './'])}`;
    const first = ['package.json', ...(lock === undefined ? [] : [lock.slice(lock.lastIndexOf('/') + 1)]), ...files];
    const trusts = access.mounts.some((mount) => mount.includes('id=ca'));
    const authority = ['--mount=type=secret,id=ca'];
    const mounts = [`--mount=type=cache,target=${cache}`, ...(trusts ? authority : [])];
    const build = packageManager === 'npm' ? 'npm run build' : `${packageManager} run build`;
    const start = [
        `FROM --platform=$BUILDPLATFORM ${packageManager === 'bun' ? bunImage : nodeImageOf(node)} AS ${stage}`,
        `WORKDIR ${lockFolder === '' ? '/src' : `/src/${lockFolder}`}`,
        ...(packageManager === 'yarn' ? [`ENV YARN_CACHE_FOLDER=${cache}`] : []),
        ...(trusts ? ['ENV NODE_EXTRA_CA_CERTS=/run/secrets/ca'] : []),
        ...(packageManager === 'pnpm' || packageManager === 'yarn'
            ? [`RUN ${bringsCorepack(node) ? '' : 'npm install --global corepack && '}corepack enable`]
            : []),
    ];
    if (wholeFirst)
        return [
            ...start,
            lockFolder === folder
                ? '# All of it before the packages: a script that comes with installing them may read it.'
                : '# All of it before the packages: the lock file is that of several folders.',
            copyAll(lockFolder),
            ...run(mounts, [install(frontend, lock)]),
            ...(lockFolder === folder ? [] : [`WORKDIR /src/${folder}`]),
            `RUN ${build}`,
        ];
    return [
        ...start,
        '# Installed again only when one of these files changes.',
        `COPY ${copyWords([...first.map(below), './'])}`,
        ...run(mounts, [install(frontend, lock)]),
        copyAll(folder),
        `RUN ${build}`,
    ];
}

/** Exactly what the lock file says, where there is one. */
function install({ packageManager, packageManagerVersion }: Frontend, lock: string | undefined): string {
    const isNewYarn = /^(?:[2-9]|\d\d)/.test(packageManagerVersion ?? '');
    const strict = packageManager === 'yarn' && isNewYarn ? '--immutable' : '--frozen-lockfile';
    if (packageManager === 'npm') return lock === undefined ? 'npm install' : 'npm ci';
    const store = packageManager === 'pnpm' ? [`--store-dir=${managers.pnpm.cache}`] : [];
    return [packageManager, 'install', ...(lock === undefined ? [] : [strict]), ...store].join(' ');
}

export function explainFrontends(stages: readonly FrontendStage[]): Reason[] {
    return stages.map(({ stage, frontend, outputs }) => ({
        what: `\`${stage}\` builds ${outputs.map(({ output }) => `\`${shellWord(output)}\``).join(', ')} with ${frontend.packageManager}`,
        because: 'the program embeds that folder, which is not in the tree',
        source: frontend.source,
    }));
}
