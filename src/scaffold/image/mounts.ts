export const moduleCache = '--mount=type=cache,target=/go/pkg/mod';
export const buildCache = '--mount=type=cache,target=/root/.cache/go-build';

/** A RUN as lines: its mounts, then the words of its command. */
export function run(mounts: readonly string[], command: readonly string[]): string[] {
    return `RUN ${[...mounts, ...command].join(' \\\n    ')}`.split('\n');
}

/** One layer, without what nobody asked for and without the package lists. */
export function installPackages(packages: readonly string[], manager: 'apk' | 'apt', prefix = ''): string[] {
    if (packages.length === 0) return [];
    if (manager === 'apk') return [`RUN ${prefix}apk add --no-cache ${packages.join(' ')}`];
    return [
        `RUN ${prefix}apt-get update \\`,
        `    && ${prefix}apt-get install -y --no-install-recommends ${packages.join(' ')} \\`,
        '    && rm -rf /var/lib/apt/lists/*',
    ];
}
