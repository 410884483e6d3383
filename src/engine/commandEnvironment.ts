import type { Environment } from '../programs/findProgram';
import type { Endpoint } from './engine';

/** The environment that makes the `docker` command and its plugins talk to an endpoint. */
export function commandEnvironment(env: Environment, { address, context, tls }: Endpoint): Environment {
    // over an address without TLS these would ask for it all the same
    const tlsNames = tls === undefined || context !== undefined ? ['DOCKER_TLS', 'DOCKER_TLS_VERIFY'] : [];
    const dropped = new Set(['DOCKER_HOST', 'DOCKER_CONTEXT', ...tlsNames]);
    const others = Object.fromEntries(Object.entries(env).filter(([name]) => !dropped.has(name)));
    return context === undefined ? { ...others, DOCKER_HOST: address } : { ...others, DOCKER_CONTEXT: context };
}
