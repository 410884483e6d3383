/**
 * A real container engine for tests and for the smoke trip. One that answers already is used and left as it is; else, as root on Debian, one of our own
 * is started from packages, with stand-ins for the base images and a module proxy, so that builds need no internet.
 * From a shell: `node test/run/engine/up.mjs` prints the environment to use it with; `down.mjs` ends it, `restart.mjs` kills and starts it again.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../lock.mjs';
import { isRootOnDebian, onPath, run, step } from '../program.mjs';
import { answers, readPid, startDaemon, stopDaemon } from './daemon.mjs';
import { unpackEngine, unpackGo } from './packages.mjs';
import { bridge, enginePaths } from './paths.mjs';
import { buildStandIns } from './standIns.mjs';

/** Of the stand-in builder image; the sample projects ask for it in their go.mod. */
const goVersion = '1.26';
const goToolchain = 'go1.26.8';

/**
 * @returns {Promise<{ env: Record<string, string>, own: boolean, started: boolean, stop: () => Promise<void> } | undefined>}
 *   the variables that programs need to use it; `undefined` where there is no engine and none can be started; `stop` ends only what this call started
 */
export async function engineUp() {
    const foreign = await foreignEngine();
    if (foreign !== undefined) return { ...foreign, own: false, started: false, stop: () => Promise.resolve() };
    if (!isRootOnDebian()) return undefined;
    const paths = enginePaths();
    const env = engineEnvironment(paths);
    return withLock(join(paths.home, 'lock'), async () => {
        const started = !(await answers(paths.socket));
        await unpackEngine(paths);
        if (started) await step('start the engine', () => startDaemon(paths));
        const go = await findGo(paths);
        await startModules(paths, go);
        await buildStandIns({ paths, env, go });
        return { env, own: true, started, stop: () => (started ? engineDown() : Promise.resolve()) };
    });
}

/** Ends our own engine, if it runs. */
export async function engineDown() {
    const paths = enginePaths();
    const modules = readPid(paths.modulesPid);
    if (modules !== undefined) process.kill(modules);
    await stopDaemon(paths);
}

/** Kills our own engine as a crash would, leaves it dead for `pauseMilliseconds`, and starts it again. */
export async function engineRestart(pauseMilliseconds = 0) {
    const paths = enginePaths();
    await stopDaemon(paths, { hard: true });
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    await startDaemon(paths);
}

function engineEnvironment(paths) {
    return {
        DOCKER_HOST: `unix://${paths.socket}`,
        DOCKER_CONFIG: paths.config,
        PATH: [dirname(paths.docker), process.env.PATH].join(delimiter),
        GOPHERDOCK_ENGINE_RESTART: fileURLToPath(new URL('restart.mjs', import.meta.url)),
    };
}

/** An engine that the user's own docker command reaches, ours excepted. */
async function foreignEngine() {
    const docker = onPath('docker');
    if (docker === undefined || process.env.DOCKER_HOST === `unix://${enginePaths().socket}`) return undefined;
    try {
        await run(docker, ['version', '--format', '{{.Server.Version}}'], { quiet: true, timeout: 10_000 });
        return { env: {} };
    } catch {
        return undefined;
    }
}

/** The wanted toolchain: this machine's Go where it is new enough, else fetched by it, or by Debian's, through the module proxy. */
async function findGo(paths) {
    const found = onPath('go') ?? (await unpackGo(paths));
    const ask = (name, toolchain) => run(found, ['env', name], { quiet: true, env: { GOTOOLCHAIN: toolchain, GOFLAGS: '' } });
    const own = (await ask('GOVERSION', 'local')).trim();
    const toolchain = own.startsWith(`go${goVersion}`) ? 'local' : goToolchain;
    const root = (await ask('GOROOT', toolchain)).trim().split('\n').at(-1);
    return { program: join(root, 'bin/go'), root, version: goVersion };
}

async function startModules(paths, go) {
    if (readPid(paths.modulesPid) !== undefined) return;
    const ask = async (name) => (await run(go.program, ['env', name], { quiet: true })).trim();
    const upstream = (await ask('GOPROXY')).split(/[,|]/).find((url) => url.startsWith('http'));
    if (upstream === undefined) throw new Error('GOPROXY names no proxy that builds could fetch modules through');
    const folder = join(paths.home, 'modules');
    mkdirSync(folder, { recursive: true });
    const child = spawn(
        process.execPath,
        [
            fileURLToPath(new URL('modules.mjs', import.meta.url)),
            bridge.address,
            String(bridge.modulesPort),
            join(await ask('GOMODCACHE'), 'cache/download'),
            folder,
            upstream.replace(/\/$/, ''),
        ],
        { detached: true, stdio: 'ignore' },
    );
    child.unref();
    writeFileSync(paths.modulesPid, String(child.pid));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const engine = await engineUp();
    if (engine === undefined) {
        console.error('No container engine answers, and one is started only as root on Debian: start Docker.');
        process.exitCode = 1;
    } else {
        for (const [name, value] of Object.entries(engine.env)) console.log(`export ${name}='${value}'`);
    }
}
