/**
 * A real container engine for tests and for the smoke trip. One that answers already is used and left as it is, its base images come from their registries;
 * else, as root on Debian, one of our own is started from packages, with stand-ins for the base images and a module proxy, so that builds need no internet.
 * Whoever creates something in an engine labels it `gopherdock.test=1` and removes only what carries that label.
 * From a shell: `node test/run/engine/up.mjs` prints the environment to use it with and leaves it running, and tests then use it and leave it running too;
 * `down.mjs` ends it, `restart.mjs` kills and starts it again.
 */
import { rmSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withLock } from '../lock.mjs';
import { isRootOnDebian, step } from '../program.mjs';
import { answers, clearDaemon, endDaemon, startDaemon } from './daemon.mjs';
import { answeringEngine, missingPlugins } from './foreign.mjs';
import { findGo } from './go.mjs';
import { endModuleProxy, startModuleProxy } from './moduleProxy.mjs';
import { unpackEngine } from './packages.mjs';
import { enginePaths } from './paths.mjs';
import { buildStandIns } from './standIns.mjs';

/**
 * @typedef {object} Engine
 * @property {boolean} own of ours, be it started by this call or by an earlier one
 * @property {boolean} started by this call
 * @property {string} dockerHost such as `unix:///run/…/docker.sock`
 * @property {string} dockerPath the docker command that reaches it, with buildx and compose
 * @property {Record<string, string>} env what other programs need to reach it; with `own` also GOPHERDOCK_ENGINE_RESTART, the path of `restart.mjs`
 * @property {() => Promise<void>} stop ends only what this call started
 */

/** @returns {Promise<Engine | undefined>} `undefined`, having said what is missing, where there is no engine and none can be started */
export async function engineUp() {
    const paths = enginePaths();
    const answering = await answeringEngine();
    if (answering !== undefined && answering.dockerHost !== `unix://${paths.socket}`)
        return foreignEngine(paths, answering);
    if (!isRootOnDebian()) {
        console.error(
            'No container engine answers: start Docker (https://docs.docker.com/engine/install). As root on Debian one is started from packages.',
        );
        return undefined;
    }
    return withLock(paths.lock, () => ownEngine(paths));
}

/** Ends our own engine and all that an earlier one may have left. */
export function engineDown() {
    const paths = enginePaths();
    return withLock(paths.lock, () => stopOwn(paths));
}

/**
 * Ends our own engine and starts it again with its data, as a crash or an administrator would.
 * @param {{ signal?: 'SIGKILL' | 'SIGTERM', milliseconds?: number }} options `milliseconds` it stays dead
 */
export function engineRestart({ signal = 'SIGKILL', milliseconds = 0 } = {}) {
    const paths = enginePaths();
    return withLock(paths.lock, async () => {
        await endDaemon(paths, signal);
        await pause(milliseconds);
        await startDaemon(paths);
    });
}

async function ownEngine(paths) {
    // root by `su` has the system's programs not on its path
    process.env.PATH = [process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter);
    await unpackEngine(paths);
    const dockerHost = `unix://${paths.socket}`;
    const env = {
        ...clientEnvironment(paths, dockerHost),
        GOPHERDOCK_ENGINE_RESTART: fileURLToPath(new URL('restart.mjs', import.meta.url)),
    };
    const go = await findGo(paths);
    const started = !(await answers(paths.socket));
    try {
        if (started) {
            await stopOwn(paths);
            rmSync(paths.log, { force: true });
            await step('start the engine', () => startDaemon(paths));
        }
        await startModuleProxy(paths, go);
        await buildStandIns({ paths, env, go });
    } catch (error) {
        if (started) await stopOwn(paths);
        throw error;
    }
    return {
        own: true,
        started,
        dockerHost,
        dockerPath: paths.docker,
        env,
        stop: () => (started ? engineDown() : Promise.resolve()),
    };
}

/** The user's own docker command where it has all that is needed, else ours, with the user's engine. */
async function foreignEngine(paths, { dockerHost, docker }) {
    const missing = docker === undefined ? ['docker'] : (await missingPlugins(docker)).map((name) => `docker ${name}`);
    const engine = { own: false, started: false, dockerHost, stop: () => Promise.resolve() };
    if (missing.length === 0) return { ...engine, dockerPath: docker, env: {} };
    if (!isRootOnDebian()) {
        console.error(
            `A container engine answers at ${dockerHost}, but ${missing.map((name) => `\`${name}\``).join(', ')} is missing: https://docs.docker.com/engine/install`,
        );
        return undefined;
    }
    await withLock(paths.lock, () => unpackEngine(paths));
    return { ...engine, dockerPath: paths.docker, env: clientEnvironment(paths, dockerHost) };
}

async function stopOwn(paths) {
    await endModuleProxy(paths);
    await clearDaemon(paths);
}

function clientEnvironment(paths, dockerHost) {
    return {
        DOCKER_HOST: dockerHost,
        DOCKER_CONFIG: paths.config,
        PATH: [dirname(paths.docker), process.env.PATH].join(delimiter),
    };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const engine = await engineUp();
    if (engine === undefined) process.exitCode = 1;
    else for (const [name, value] of Object.entries(engine.env)) console.log(`export ${name}='${value}'`);
}
