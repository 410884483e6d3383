import type { Client } from './client';
import { containerPath } from './containerCalls';
import { EngineError } from './engineError';
import { list, object, plain, type JsonObject } from './json';
import { labelNames } from './labels';
import { writeTar } from './writeTar';

export const secretsFolder = '/run/secrets';

/** A new volume of the container's own: unlike its root it can be filled before the start even where that is read-only. */
export const secretsMount: JsonObject = {
    Type: 'volume',
    Target: secretsFolder,
    VolumeOptions: { NoCopy: true, Labels: { [labelNames.secrets]: '1' } },
};

/** The names of files, so that none leaves its folder or the header of an archive. */
const secretName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;

/** Throws `EngineError` (`conflict`) for a name that no file can have. */
export function checkSecretNames(secrets: Readonly<Record<string, string>>): void {
    const wrong = Object.keys(secrets).find((name) => !secretName.test(name));
    if (wrong === undefined) return;
    const message = `The secret name \`${plain(wrong).slice(0, 80)}\` is no file name of letters, digits, \`_\`, \`.\` and \`-\``;
    throw new EngineError('conflict', message);
}

/** Fills a container that was created with `secretsMount`; any user in it may read them. */
export async function writeSecrets(
    client: Client,
    container: string,
    secrets: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
): Promise<void> {
    const archive = writeTar(
        Object.entries(secrets).map(([name, value]) => ({ name, bytes: Buffer.from(value), mode: 0o444 })),
    );
    const query = { path: secretsFolder };
    await client.put(containerPath(container, '/archive'), { query, archive, signal });
}

/** Removes the volumes of secrets whose containers are gone, by whomever they were removed. */
export async function removeLeftSecrets(client: Client, signal: AbortSignal | undefined): Promise<void> {
    const filters = JSON.stringify({ label: [`${labelNames.secrets}=1`], dangling: ['true'] });
    const left = list(object(await client.get('/volumes', { query: { filters }, signal }))['Volumes']);
    for (const row of left) {
        const name = plain(object(row)['Name']);
        // one that is gone or taken by now is no longer ours to remove
        if (name !== '') await client.delete(`/volumes/${encodeURIComponent(name)}`, { signal }).catch(() => undefined);
    }
}
