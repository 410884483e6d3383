import { configFolder, currentContext, readContext, readContexts, readTls } from './contexts';
import { parseAddress } from './address';
import type { Endpoint } from './engine';
import { EngineError } from './engineError';
import type { Machine } from './machine';
import { defaultEndpoint, findSockets } from './sockets';

export interface Discovery {
    /** What the user said, by setting, variable or current context: it is used even where it does not answer. */
    readonly chosen: Endpoint | undefined;
    /** Set where the user said something that leads nowhere, such as a context that does not exist. */
    readonly problem: EngineError | undefined;
    /** All that could be connected to: the chosen one, Docker's default address, sockets that exist, contexts. For a picker. */
    readonly candidates: readonly Endpoint[];
}

/**
 * Finds the container engines of a machine; connects to none. The order is that of `docker`: the setting first, then DOCKER_HOST, DOCKER_CONTEXT,
 * the current context of the configuration.
 * @param setting an address such as `unix:///run/docker.sock`, the name of a docker context, or empty
 */
export async function discoverEndpoints(machine: Machine, setting: string): Promise<Discovery> {
    const [said, contexts, sockets] = await Promise.all([
        whatUserSaid(machine, setting.trim()),
        readContexts(machine),
        findSockets(machine),
    ]);
    const chosen = said instanceof EngineError ? undefined : said;
    const all = [chosen, defaultEndpoint(machine.platform), ...sockets, ...contexts];
    return {
        chosen,
        problem: said instanceof EngineError ? said : undefined,
        candidates: withoutRepeats(all.filter((endpoint) => endpoint !== undefined)),
    };
}

/**
 * The endpoint to use: what the user said, else the first candidate without a context that answers. Where none does, the one whose error tells most
 * is thrown: an engine that refuses us rather than one that is not there.
 * @param connect tries an endpoint; rejects where it does not answer
 */
export async function chooseEndpoint(
    discovery: Discovery,
    connect: (endpoint: Endpoint) => Promise<unknown>,
): Promise<Endpoint> {
    if (discovery.problem !== undefined) throw discovery.problem;
    if (discovery.chosen !== undefined) return discovery.chosen;
    let told: unknown;
    for (const endpoint of discovery.candidates.filter(({ context }) => context === undefined)) {
        try {
            await connect(endpoint);
            return endpoint;
        } catch (error) {
            if (!(error instanceof EngineError)) throw error;
            if (told === undefined || (error.reason !== 'unreachable' && isUnreachable(told))) told = error;
        }
    }
    throw told;
}

async function whatUserSaid(machine: Machine, setting: string): Promise<Endpoint | EngineError | undefined> {
    const host = machine.env['DOCKER_HOST'] ?? '';
    const context = machine.env['DOCKER_CONTEXT'] ?? '';
    try {
        if (setting !== '') return await fromSetting(machine, setting);
        if (host !== '') return await fromAddress(machine, host, 'DOCKER_HOST');
        if (context !== '') return await fromContext(machine, context, 'DOCKER_CONTEXT names');
        const current = await currentContext(machine);
        if (current !== undefined) return await fromContext(machine, current, "Docker's configuration names");
        return undefined;
    } catch (error) {
        if (error instanceof EngineError) return error;
        throw error;
    }
}

function fromSetting(machine: Machine, setting: string): Promise<Endpoint> {
    if (setting.includes('://')) return fromAddress(machine, setting, 'the setting');
    if (setting.startsWith('/')) return fromAddress(machine, `unix://${setting}`, 'the setting');
    return fromContext(machine, setting, 'The setting names');
}

async function fromContext(machine: Machine, name: string, who: string): Promise<Endpoint> {
    if (name === 'default') {
        return { ...defaultEndpoint(machine.platform), because: 'the docker context `default`' };
    }
    const endpoint = await readContext(machine, name);
    if (endpoint === undefined) {
        throw new EngineError('missing', `${who} the docker context \`${name}\`, which does not exist`);
    }
    parseAddress(endpoint.address);
    return endpoint;
}

async function fromAddress(machine: Machine, address: string, because: string): Promise<Endpoint> {
    const { kind } = parseAddress(address);
    return { address, context: undefined, because, tls: kind === 'tcp' ? await environmentTls(machine) : undefined };
}

/** As `docker` reads them: either variable turns TLS on, the first also checks the server's certificate. */
async function environmentTls(machine: Machine): Promise<Endpoint['tls']> {
    const { env } = machine;
    const verify = (env['DOCKER_TLS_VERIFY'] ?? '') !== '';
    if (!verify && (env['DOCKER_TLS'] ?? '') === '') return undefined;
    const named = env['DOCKER_CERT_PATH'] ?? '';
    return (await readTls(machine, named === '' ? configFolder(machine) : named, verify)) ?? { verify };
}

function withoutRepeats(endpoints: readonly Endpoint[]): readonly Endpoint[] {
    const seen = new Set<string>();
    return endpoints.filter(({ address, context }) => {
        const key = JSON.stringify([address, context]);
        return !seen.has(key) && seen.add(key);
    });
}

function isUnreachable(error: unknown): boolean {
    return error instanceof EngineError && error.reason === 'unreachable';
}
