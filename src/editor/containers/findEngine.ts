import type { Discovery } from '../../engine/discoverEndpoints';
import type { Endpoint, Engine } from '../../engine/engine';
import type { Log } from '../../engine/log';

/** Where engines come from. */
export interface EngineSource {
    readonly log: Log;
    readonly discover: () => Promise<Discovery>;
    /** Makes the client of an endpoint, which connects when it is first asked something. */
    readonly open: (endpoint: Endpoint) => Promise<Engine>;
}

export interface Connection {
    readonly engine: Engine;
    /** Whether nobody said which engine to use: then another one may take its place when it goes. */
    readonly isGuess: boolean;
}

/**
 * Looks for the engine to use and asks it for its version. Rejects with an `EngineError` where none answers.
 * @param known the engine in use, which is kept where the search leads to it again
 */
export async function findEngine(
    { discover, open, log }: EngineSource,
    known: Engine | undefined,
): Promise<Connection> {
    const [discovery, { chooseEndpoint }] = await Promise.all([discover(), import('../../engine/discoverEndpoints')]);
    const endpoint = await chooseEndpoint(discovery, async (candidate) => {
        const engine = await open(candidate);
        try {
            await engine.version();
        } finally {
            engine.dispose();
        }
    });
    const isGuess = discovery.chosen === undefined;
    if (known !== undefined && isSameEndpoint(known.endpoint, endpoint)) return { engine: known, isGuess };
    const engine = await open(endpoint);
    try {
        await engine.version();
    } catch (error) {
        engine.dispose();
        throw error;
    }
    log.info(`Using \`${endpoint.address}\`, from ${endpoint.because}`);
    return { engine, isGuess };
}

function isSameEndpoint(one: Endpoint, other: Endpoint): boolean {
    return (
        JSON.stringify([one.address, one.context, one.tls]) ===
        JSON.stringify([other.address, other.context, other.tls])
    );
}
