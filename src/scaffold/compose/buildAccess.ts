import type { Reason } from '../scaffold';
import { entry, listOf, mapOf, type YamlEntry } from '../yaml';

/** What a build must be lent and no layer may keep, as the Dockerfile asks for it. */
export interface BuildAccess {
    /** By their ids. */
    readonly secrets: readonly string[];
    readonly ssh: boolean;
}

/** Of a Dockerfile that we wrote: its mounts name what they are given. */
export function readBuildAccess(dockerfile: string): BuildAccess {
    const secrets = [...dockerfile.matchAll(/--mount=type=secret,id=([\w-]+)/g)].map(([, id = '']) => id);
    return { secrets: [...new Set(secrets)], ssh: dockerfile.includes('--mount=type=ssh') };
}

/** For the `build` of a service. */
export function lend({ secrets, ssh }: BuildAccess): (YamlEntry | undefined)[] {
    return [
        secrets.length > 0 ? entry('secrets', listOf(...secrets)) : undefined,
        ssh ? entry('ssh', listOf('default')) : undefined,
    ];
}

const places: Readonly<Record<string, string>> = {
    netrc: '~/.netrc',
    ca: '${CA_FILE:-/etc/ssl/certs/ca-certificates.crt}',
};

export function declareSecrets(ids: readonly string[]): YamlEntry {
    return entry('secrets', mapOf(...ids.map((id) => entry(id, mapOf(entry('file', places[id] ?? `./${id}`))))));
}

export function explainSecrets(ids: readonly string[]): Reason[] {
    return ids.map((id) => ({
        what: `a build secret \`${id}\` from \`${places[id] ?? id}\``,
        because: 'the Dockerfile mounts it while it downloads, so that it gets into no layer',
        source: null,
    }));
}
