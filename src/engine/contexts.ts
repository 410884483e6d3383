import { createHash } from 'node:crypto';
import type { Endpoint } from './engine';
import { object, parseJson, text } from './json';
import { joinPath, type Machine } from './machine';

const mostContexts = 200;

/** The folder of the user's `docker` configuration. */
export function configFolder(machine: Machine): string {
    const named = machine.env['DOCKER_CONFIG'] ?? '';
    return named === '' ? joinPath(machine, machine.home, '.docker') : named;
}

/** The context that `config.json` makes current, `undefined` for the default one. */
export async function currentContext(machine: Machine): Promise<string | undefined> {
    const config = object(
        parseJson((await machine.readFile(joinPath(machine, configFolder(machine), 'config.json'))) ?? ''),
    );
    const name = text(config['currentContext']);
    return name === '' || name === 'default' ? undefined : name;
}

/** All contexts that the user made, by name; those that cannot be read are left out. */
export async function readContexts(machine: Machine): Promise<readonly Endpoint[]> {
    const folders = await machine.list(joinPath(machine, configFolder(machine), 'contexts', 'meta'));
    const read = await Promise.all(folders.slice(0, mostContexts).map((hash) => readContextFolder(machine, hash)));
    return read
        .filter((endpoint) => endpoint !== undefined)
        .sort((one, other) => ((one.context ?? '') < (other.context ?? '') ? -1 : 1));
}

/** One context by name, `undefined` where there is none or it names no engine. */
export function readContext(machine: Machine, name: string): Promise<Endpoint | undefined> {
    return readContextFolder(machine, createHash('sha256').update(name).digest('hex'));
}

async function readContextFolder(machine: Machine, hash: string): Promise<Endpoint | undefined> {
    const contexts = joinPath(machine, configFolder(machine), 'contexts');
    const meta = object(
        parseJson((await machine.readFile(joinPath(machine, contexts, 'meta', hash, 'meta.json'))) ?? ''),
    );
    const name = text(meta['Name']);
    const docker = object(object(meta['Endpoints'])['docker']);
    const address = text(docker['Host']);
    if (name === '' || address === '') return undefined;
    return {
        address,
        context: name,
        because: `the docker context \`${name}\``,
        tls: await readTls(
            machine,
            joinPath(machine, contexts, 'tls', hash, 'docker'),
            docker['SkipTLSVerify'] !== true,
        ),
    };
}

/** The PEM files of a folder, under the names that `docker` gives them; `undefined` where there is none. */
export async function readTls(machine: Machine, folder: string, verify: boolean): Promise<Endpoint['tls']> {
    const [ca, cert, key] = await Promise.all(
        ['ca.pem', 'cert.pem', 'key.pem'].map((name) => machine.readFile(joinPath(machine, folder, name))),
    );
    if (ca === undefined && cert === undefined && key === undefined) return undefined;
    return {
        verify,
        ...(ca !== undefined && { ca }),
        ...(cert !== undefined && { cert }),
        ...(key !== undefined && { key }),
    };
}
