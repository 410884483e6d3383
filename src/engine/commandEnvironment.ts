import type { Environment } from '../programs/findProgram';
import type { Endpoint } from './engine';

/** The environment that makes the `docker` command and its plugins talk to an endpoint. */
export function commandEnvironment(env: Environment, { address, context }: Endpoint): Environment {
    // the variables of TLS belong to the address that they came with
    if (env['DOCKER_HOST'] === address && context === undefined) return env;
    const others = Object.fromEntries(
        Object.entries(env).filter(([name]) => name !== 'DOCKER_HOST' && name !== 'DOCKER_CONTEXT'),
    );
    return context === undefined ? { ...others, DOCKER_HOST: address } : { ...others, DOCKER_CONTEXT: context };
}
