import { bunImage, nodeImage } from '../../facts/buildTools';
import { folderOf } from '../../project/paths';
import type { Command, Frontend } from '../../project/project';
import { isWritablePath, shellWord } from '../image/words';

/** A package.json whose build fills what a program embeds. Paths are relative to the project's root, `.` the root itself. */
export interface WebBuild {
    readonly folder: string;
    readonly packageManager: Frontend['packageManager'];
    /** What the Dockerfile builds it in. */
    readonly image: string;
    /** The lock file; `undefined` where there is none. */
    readonly lock: string | undefined;
    /** Shell commands, started in the root. */
    readonly commands: readonly string[];
    /** What is there afterwards. */
    readonly outputs: readonly string[];
}

/** `dockerfile` is one that we wrote for these commands. */
export function planWebBuilds(commands: readonly Command[], dockerfile: string): WebBuild[] {
    const byFolder = new Map<string, Frontend[]>();
    for (const frontend of commands.flatMap(({ frontends }) => frontends))
        if ([frontend.dir, frontend.built, frontend.output, frontend.lock ?? ''].every(isWritablePath))
            byFolder.set(frontend.dir, [...(byFolder.get(frontend.dir) ?? []), frontend]);
    return [...byFolder].flatMap(([dir, frontends]) => {
        const [first] = frontends;
        if (first === undefined) return [];
        const { packageManager, lock } = first;
        const outputs = new Map(frontends.map(({ output, built }) => [output, built]));
        const installed = lock === null ? dir : folderOf(lock);
        return {
            folder: dir || '.',
            packageManager,
            image: imageIn(dockerfile, packageManager),
            lock: lock ?? undefined,
            commands: [
                ...(packageManager === 'pnpm' || packageManager === 'yarn' ? ['corepack enable'] : []),
                runIn(installed, install(first)),
                runIn(dir, `${packageManager} run build`),
                ...[...outputs]
                    .filter(([output, built]) => output !== built)
                    .map(([output, built]) => {
                        const [from, to] = [shellWord(built), shellWord(output)];
                        return `mkdir -p ${to} && cp -R ${from}/. ${to}/`;
                    }),
            ],
            outputs: [...outputs.keys()],
        };
    });
}

function imageIn(dockerfile: string, packageManager: Frontend['packageManager']): string {
    const images = [...dockerfile.matchAll(/^FROM (?:--platform=\S+ )?(\S+)/gm)].map(([, image = '']) => image);
    const isBun = packageManager === 'bun';
    return images.find((image) => image.startsWith(isBun ? 'oven/bun:' : 'node:')) ?? (isBun ? bunImage : nodeImage);
}

function runIn(folder: string, command: string): string {
    return folder === '' ? command : `(cd ${shellWord(folder)} && ${command})`;
}

/** Exactly what the lock file says, where there is one. */
function install({ packageManager, packageManagerVersion, lock }: Frontend): string {
    if (packageManager === 'npm') return lock === null ? 'npm install' : 'npm ci';
    if (lock === null) return `${packageManager} install`;
    const isNewYarn = packageManager === 'yarn' && /^(?:[2-9]|\d\d)/.test(packageManagerVersion ?? '');
    return `${packageManager} install ${isNewYarn ? '--immutable' : '--frozen-lockfile'}`;
}
