import type { Module } from '../../project/project';

const hosts = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org', 'git.sr.ht']);

/** Where the sources are, by the module's path; `undefined` on a host whose addresses are not known to be the same. */
export function sourceAddress(module: Module | undefined): string | undefined {
    const [host = '', owner, repository] = (module?.path ?? '').split('/');
    if (!hosts.has(host) || owner === undefined || repository === undefined) return undefined;
    return [owner, repository].every((part) => /^~?[\w.-]+$/.test(part))
        ? `https://${host}/${owner}/${repository}`
        : undefined;
}

/** OCI labels of an image, with what the build is told of its version and nothing else. */
export function writeLabels(title: string, source: string | undefined): string[] {
    const labels = [
        `title=${title}`,
        ...(source === undefined ? [] : [`source=${source}`]),
        'version=$VERSION',
        'revision=$COMMIT',
    ];
    return [
        'ARG VERSION COMMIT',
        ...`LABEL ${labels.map((label) => `org.opencontainers.image.${label}`).join(' \\\n    ')}`.split('\n'),
    ];
}
