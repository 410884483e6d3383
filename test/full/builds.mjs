/**
 * Real programs from the Go module proxy, as users have them: our command line writes the container files, the real engine builds
 * every program that ships, and each is started hardened and looked at. builds.json says how each behaves; what an image may
 * weigh, that it is not root, that it becomes healthy and ends on SIGTERM holds for all.
 * `node test/full/builds.mjs tusd` takes only those whose name contains the word. All of it takes about an hour on two cores.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { engineUp } from '../run/engine/up.mjs';

const cli = resolve(process.env.GOPHERDOCK_CLI ?? 'dist/cli.js');
const cache = process.env.GOPHERDOCK_MODULES ?? join(tmpdir(), 'gopherdock-modules');
const words = process.argv.slice(2);
const label = 'gopherdock.builds=1';
const megabyte = 1024 * 1024;
const buildSeconds = 1500;
const graceSeconds = 10;

const { projects } = JSON.parse(readFileSync('test/full/builds.json', 'utf8'));
let passed = 0;
let failed = 0;
const missing = [];

const engine = await engineUp();
if (engine === undefined) throw new Error('the programs need a container engine');
mkdirSync(cache, { recursive: true });
for (const [module, given] of Object.entries(projects)) {
    if (words.length > 0 && !words.some((word) => module.includes(word))) continue;
    const sources = await download(module);
    if (sources === undefined) {
        missing.push(module);
        continue;
    }
    const folder = mkdtempSync(join(tmpdir(), 'gopherdock-builds-'));
    try {
        cpSync(sources, folder, { recursive: true });
        // Go's module cache is read-only.
        await command('chmod', ['-R', 'u+w', folder]);
        if (given.vendor) await command('go', ['mod', 'vendor'], { cwd: folder, env: goEnvironment() });
        await tryProject(module, folder, given);
    } catch (error) {
        report(module, error);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
await engine.stop();
if (missing.length > 0) console.log(`not to be had: ${missing.join(', ')}`);
console.log(`${passed} of ${passed + failed}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** The folder of the module's sources; `undefined` where it cannot be had. */
async function download(module) {
    try {
        const out = await command('go', ['mod', 'download', '-json', module], { cwd: cache, env: goEnvironment() });
        return JSON.parse(out).Dir;
    } catch {
        return undefined;
    }
}

function goEnvironment() {
    return { ...process.env, GOMODCACHE: cache, GOFLAGS: '-modcacherw', GOTOOLCHAIN: 'local', GOWORK: 'off' };
}

async function tryProject(module, folder, { programs, choices = [] }) {
    const names = Object.keys(programs);
    const args = ['scaffold', folder, '--files', 'dockerfile,dockerignore', '--write', '--force', '--json', ...choices];
    const { files } = JSON.parse(await command(process.execPath, [cli, ...args]));
    const dockerfiles = files.filter(({ path }) => /Dockerfile$/.test(path));
    for (const name of names) {
        const what = names.length === 1 ? module : `${module}: ${name}`;
        const stage = new RegExp(`^FROM .* AS ${programs[name].stage ?? name}$`, 'm');
        const dockerfile = dockerfiles.find(({ text }) => stage.test(text));
        try {
            if (dockerfile === undefined) throw new Error(`no stage \`${name}\` is written`);
            console.log(`ok   ${what}: ${await tryProgram(folder, dockerfile, name, programs[name])}`);
            passed++;
        } catch (error) {
            report(what, error);
        }
    }
}

function report(what, error) {
    const wanted = /(?:failed to resolve source metadata for|pull access denied for|: not found.*image) (\S+?):? /.exec(
        `${error.message} `,
    );
    if (wanted !== null) missing.push(`${what} (${wanted[1]})`);
    else {
        failed++;
        console.log(`FAIL ${what}: ${error.message}`);
    }
}

async function tryProgram(folder, { path, text }, name, behaviour) {
    const context = join(folder, path.replace(/(?:^|\/)[^/]*$/, ''));
    const stage = behaviour.stage ?? name;
    const tag = `gopherdock-builds-${stage}:${process.pid}`;
    const started = performance.now();
    const build = ['buildx', 'build', '--quiet', '--load', `--label=${label}`, `--tag=${tag}`, `--target=${stage}`];
    await docker([...build, '--file', join(folder, path), context], buildSeconds).catch((error) => {
        throw new Error(`it does not build: ${lastLines(error.message, 12)}`);
    });
    const seconds = Math.round((performance.now() - started) / 1000);
    try {
        const size = await checkImage(tag, text, stage);
        await checkRun(tag, behaviour);
        return `${size}, built in ${seconds} s`;
    } finally {
        await docker(['image', 'rm', '--force', tag]);
    }
}

/** What it weighs over its base and its binary. */
async function checkImage(tag, dockerfile, stage) {
    const [{ Config: config, Size: size }] = JSON.parse(await docker(['image', 'inspect', tag]));
    if (!/^[1-9]\d*(?::\d+)?$/.test(config.User)) throw new Error(`its user is \`${config.User}\``);
    const base = new RegExp(`^FROM (\\S+) AS ${stage}$`, 'm').exec(dockerfile)?.[1];
    const baseSize = base === 'scratch' ? 0 : JSON.parse(await docker(['image', 'inspect', base]))[0].Size;
    const [binary] = config.Entrypoint;
    const binarySize = await sizeInside(tag, binary);
    const hasProbe = /\/healthcheck(?:-probe)?$/.test(config.Healthcheck?.Test?.[1] ?? '');
    const allowed = (/static|^scratch$/.test(base) ? 2.5 : baseSize / megabyte + 0.5) + (hasProbe ? 2 : 0);
    const more = (size - binarySize) / megabyte;
    // Packages that the program needs are no fat of ours.
    if (more > allowed && !/apt-get install|apk add/.test(stageText(dockerfile, stage)))
        throw new Error(`its image is ${more.toFixed(1)} MB larger than its binary, with ${base}`);
    return `${(binarySize / megabyte).toFixed(1)} + ${more.toFixed(1)} MB${config.Healthcheck ? ', healthy' : ''}`;
}

function stageText(dockerfile, stage) {
    return new RegExp(`^FROM \\S+ AS ${stage}$[\\s\\S]*?(?=^FROM |(?![\\s\\S]))`, 'm').exec(dockerfile)?.[0] ?? '';
}

async function sizeInside(tag, path) {
    const id = (await docker(['create', `--label=${label}`, tag])).trim();
    try {
        const archive = join(mkdtempSync(join(tmpdir(), 'gopherdock-builds-')), 'program');
        await docker(['cp', `${id}:${path}`, archive]);
        const { size } = statSync(archive);
        rmSync(join(archive, '..'), { recursive: true });
        return size;
    } finally {
        await docker(['rm', '--force', id]);
    }
}

async function checkRun(
    tag,
    { args = [], env = {}, data = [], tmpfs = [], port, answers = {}, prints, ends = false, codes = [0] },
) {
    const hardened = [
        '--read-only',
        '--tmpfs=/tmp',
        '--cap-drop=ALL',
        '--security-opt=no-new-privileges',
        '--pids-limit=512',
    ];
    const options = [
        ...Object.entries(env).map(([key, value]) => `--env=${key}=${value}`),
        ...data.map((path) => `--volume=${path}`),
        ...tmpfs.map((path) => `--tmpfs=${path}:mode=1777`),
        ...(port === undefined ? [] : [`--publish=127.0.0.1::${port}`]),
    ];
    const id = (await docker(['run', '--detach', `--label=${label}`, ...hardened, ...options, tag, ...args])).trim();
    try {
        if (ends) await checkEnd(id, prints, codes);
        else await checkService(id, { port, answers, prints });
    } catch (error) {
        throw new Error(`${error.message}\n${lastLines(await logs(id), 12)}`, { cause: error });
    } finally {
        await docker(['rm', '--force', '--volumes', id]);
    }
}

async function checkEnd(id, prints, codes) {
    const state = await until('its end', async () => {
        const now = await stateOf(id);
        return now.Status === 'exited' ? now : undefined;
    });
    if (!codes.includes(state.ExitCode)) throw new Error(`it ends with ${state.ExitCode}`);
    if (!(await logs(id)).includes(prints)) throw new Error(`it does not say \`${prints}\``);
}

async function checkService(id, { port, answers, prints }) {
    if (port !== undefined) {
        await running(id);
        const [address] = (await until('its port', () => docker(['port', id, String(port)]))).split('\n');
        for (const [path, part] of Object.entries(answers))
            await until(`an answer of ${path}`, () => asks(id, address, path, part));
    }
    if (prints !== undefined)
        await until(`\`${prints}\``, async () => (await running(id)) && (await logs(id)).includes(prints));
    await until('its health', async () => (await running(id)) && (await stateOf(id)).Health?.Status !== 'starting');
    // One that only just ends has not failed so far.
    await pause(1000);
    await running(id);
    const health = (await stateOf(id)).Health;
    if (health !== undefined && health !== null && health.Status !== 'healthy')
        throw new Error(`it is ${health.Status}: ${health.Log?.at(-1)?.Output ?? ''}`);
    const started = performance.now();
    await docker(['stop', `--time=${graceSeconds}`, id]);
    const { ExitCode: code } = await stateOf(id);
    if (performance.now() - started >= graceSeconds * 1000 || code === 137)
        throw new Error(`SIGTERM does not end it within ${graceSeconds} s`);
}

async function asks(id, address, path, part) {
    await running(id);
    const answer = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(5000) }).catch(
        () => undefined,
    );
    return answer !== undefined && (await answer.text()).includes(part);
}

async function running(id) {
    const { Status: status, ExitCode: code } = await stateOf(id);
    if (status !== 'running') throw new Error(`it ends with ${code}`);
    return true;
}

async function stateOf(id) {
    return JSON.parse(await docker(['inspect', '--format={{json .State}}', id]));
}

async function logs(id) {
    return docker(['logs', id], 60, true);
}

async function until(what, ask) {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
        const answer = await ask();
        if (answer) return answer;
        await pause(200);
    }
    throw new Error(`Waited 60 s for ${what}`);
}

function docker(args, seconds = 120, both = false) {
    return command(engine.dockerPath, args, { timeout: seconds * 1000, env: { ...process.env, ...engine.env } }, both);
}

function command(program, args, options = {}, both = false) {
    return new Promise((fulfil, reject) => {
        execFile(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options }, (error, stdout, stderr) => {
            if (error === null) fulfil(both ? stdout + stderr : stdout);
            else reject(new Error(stderr.trim() === '' ? error.message : stderr.trim()));
        });
    });
}

function lastLines(text, count) {
    return text.trimEnd().split('\n').slice(-count).join('\n');
}
