/** Top-level names that no public host has. */
const internalName = /\.(?:local|internal|intranet|corp|lan|home|private|localdomain)$/;
/** Names that companies give their own source servers. */
const sourceServer = /^(?:git|gitlab|gitea|gogs|bitbucket|stash|ghe|github|code|scm|vcs)\./;
const publicServers = new Set(
    'github.com gitlab.com git.sr.ht gitea.com code.gitea.io code.cloudfoundry.org'.split(' '),
);

/** What GOPRIVATE is set to in Dockerfiles, Makefiles and CI, which know how the project is really built. */
export function privatePatterns(texts: ReadonlyMap<string, Uint8Array>): string[] {
    const patterns = new Set<string>();
    for (const bytes of texts.values()) {
        const text = new TextDecoder().decode(bytes);
        for (const [, value = ''] of text.matchAll(
            /\b(?:GOPRIVATE|GONOPROXY|GONOSUMDB)["']?\s*[:=?]+\s*["']?([^\s"']+)/g,
        ))
            for (const pattern of value.slice(0, 1000).split(',')) if (isHostPattern(pattern)) patterns.add(pattern);
    }
    return [...patterns];
}

function isHostPattern(pattern: string): boolean {
    const stars = pattern.split('*').length - 1;
    return stars <= 4 && /^[\w*-]*\.[\w*/.-]+$/.test(pattern);
}

/** The hosts of those module paths that cannot be downloaded without credentials, in name order. */
export function findPrivateHosts(paths: readonly string[], patterns: readonly string[]): string[] {
    const hosts = new Set<string>();
    for (const path of paths) {
        const host = (path.split('/')[0] ?? '').toLowerCase();
        const named = internalName.test(host) || (sourceServer.test(host) && !publicServers.has(host));
        if (named || patterns.some((pattern) => matchesPrefix(path, pattern))) hosts.add(host);
    }
    return [...hosts].sort();
}

/** As Go matches GOPRIVATE: each part of the pattern against the part of the path at its place, the rest left open. */
function matchesPrefix(path: string, pattern: string): boolean {
    const parts = path.split('/');
    return pattern.split('/').every((glob, index) => {
        const escaped = glob.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*');
        return new RegExp(`^${escaped}$`).test(parts[index] ?? '');
    });
}
