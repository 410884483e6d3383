/**
 * The shop with what we write for it, as a developer brings it up: `docker compose up --wait --build`, with a Postgres and a Redis that are real servers.
 * The compose file stays as it is written; an override gives ports that are free, labels, and names that are nobody else's.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildServiceStandIns } from '../run/engine/services.mjs';
import { engineUp } from '../run/engine/up.mjs';
import { run, step } from '../run/program.mjs';
import { answers } from '../run/smoke/containers.mjs';

const cli = resolve('dist/cli.js');
const shop = resolve('test/projects/shop');
const name = `gopherdock-test-${randomBytes(4).toString('hex')}`;
const label = { 'gopherdock.test': '1' };
const commands = ['api', 'worker'];
const services = ['postgres', 'redis'];
const imageOf = (command) => `${name}-${command}:dev`;

const engine = await step('container engine', () => engineUp());
if (engine === undefined) throw new Error('a stack needs a container engine');
const folder = mkdtempSync(join(tmpdir(), 'gopherdock-stack-'));
const docker = (...args) =>
    run(engine.dockerPath, args, { cwd: folder, quiet: true, env: engine.env, timeout: 600_000 });
const compose = (...args) => docker('compose', '--project-name', name, ...args);
try {
    await step('the shop and its container files', writeShop);
    if (engine.own) await buildServiceStandIns(engine, await serviceImages());
    await step('docker compose up --wait --build', () => compose('up', '--wait', '--build'));
    await step('all four are healthy', areHealthy);
    await step('only who knows the password gets in', keepStrangersOut);
    const order = await step('an order is stored and read back', placeOrder);
    await step('the worker takes it from the queue', () => isShipped(order));
    const waiting = await step('without the worker an order waits', letWait);
    await step('all end by themselves', endWell);
    await step('the orders outlive their containers, the queue too', () => outliveContainers(order, waiting));
} catch (error) {
    console.error(error.message);
    console.error(await compose('ps', '--all').catch(({ message }) => message));
    console.error(await compose('logs', '--no-color', '--tail=20').catch(({ message }) => message));
    process.exitCode = 1;
} finally {
    await step('docker compose down --volumes leaves nothing', leaveNothing).catch((error) => {
        console.error(error.message);
        process.exitCode = 1;
    });
    rmSync(folder, { recursive: true, force: true });
    await engine.stop();
}

/** As a developer has them after the scaffold: .env is the copy of its example, with passwords. */
async function writeShop() {
    cpSync(shop, folder, { recursive: true });
    const files = '--files=dockerfile,dockerignore,compose';
    await run(process.execPath, [cli, 'scaffold', folder, files, '--write'], { quiet: true });
    const example = readFileSync(join(folder, '.env.example'), 'utf8');
    writeFileSync(
        join(folder, '.env'),
        example.replaceAll('=change_me', () => `=${randomBytes(24).toString('base64url')}`),
    );
    writeFileSync(join(folder, 'compose.override.yaml'), override());
}

/** JSON is YAML, but for the tag: without it the ports would be added to those of the compose file. */
function override() {
    const built = commands.map((command) => [
        command,
        { image: imageOf(command), labels: label, build: { labels: label } },
    ]);
    const found = services.map((service) => [service, { labels: label }]);
    const networks = { frontend: { labels: label }, backend: { labels: label } };
    const volumes = { 'postgres-data': { labels: label }, 'redis-data': { labels: label } };
    const ports = { api: '127.0.0.1::8080', worker: '127.0.0.1::9090' };
    const all = Object.fromEntries([...built, ...found]);
    for (const command of commands) all[command].ports = [ports[command]];
    return JSON.stringify({ services: all, networks, volumes }, null, 2).replaceAll(
        '"ports": [',
        '"ports": !override [',
    );
}

async function serviceImages() {
    const config = JSON.parse(await compose('config', '--format', 'json'));
    return Object.values(config.services).flatMap(({ build, image }) => (build === undefined ? [image] : []));
}

async function areHealthy() {
    const states = (await containers()).map(({ Service, Health }) => `${Service} ${Health}`).sort();
    assert.deepEqual(states, ['api healthy', 'postgres healthy', 'redis healthy', 'worker healthy']);
    await answers(`${await address('api', 8080)}/readyz`);
}

async function keepStrangersOut() {
    const ask = ['psql', '--host=postgres', '--username=shop', '--dbname=shop', '--command=SELECT 1'];
    await assert.rejects(
        compose('exec', '-T', '--env', 'PGPASSWORD=guessed', 'postgres', ...ask),
        /password authentication failed/,
    );
    assert.match(await compose('exec', '-T', '--env', 'REDISCLI_AUTH=', 'redis', 'redis-cli', 'ping'), /NOAUTH/);
}

async function placeOrder() {
    const item = `gopher № ${randomBytes(4).toString('hex')}`;
    const body = JSON.stringify({ item, quantity: 3 });
    const response = await fetch(`${await address('api', 8080)}/api/orders`, { method: 'POST', body });
    assert.equal(response.status, 201);
    const { id } = await response.json();
    const order = { id, item };
    await isOnPage(order);
    const row = await compose(
        ...['exec', '-T', 'postgres', 'psql', '--username=shop', '--dbname=shop', '--tuples-only', '--no-align'],
        `--command=SELECT item, quantity FROM orders WHERE id = ${Number(id)}`,
    );
    assert.equal(row.trim(), `${item}|3`);
    return order;
}

async function isOnPage({ item }) {
    assert.match(await answers(await address('api', 8080)), new RegExp(`3 × ${item}, placed `));
}

/** By a worker that has shipped nothing else yet. */
async function isShipped({ id }) {
    const metrics = `${await address('worker', 9090)}/metrics`;
    for (const deadline = Date.now() + 15_000; Date.now() < deadline; await pause(100))
        if (/^shop_orders_shipped_total 1$/m.test(await answers(metrics))) break;
    assert.match(await answers(metrics), /^shop_orders_shipped_total 1$/m);
    assert.match(await compose('logs', '--no-color', 'worker'), new RegExp(`"msg":"shipped","order":${id}\\b`));
    const waiting = await compose('exec', '-T', 'redis', 'redis-cli', 'llen', 'shop:orders');
    assert.equal(waiting.trim(), '0');
}

async function letWait() {
    await compose('stop', 'worker');
    return placeOrder();
}

async function endWell() {
    await compose('stop');
    const codes = (await containers()).map(({ Service, ExitCode }) => `${Service} ${ExitCode}`).sort();
    assert.deepEqual(codes, ['api 0', 'postgres 0', 'redis 0', 'worker 0']);
}

/** Volumes without a name go with their containers, so that only what is in ours is still there. */
async function outliveContainers(order, waiting) {
    await compose('down');
    await compose('up', '--wait', '--no-build');
    await answers(`${await address('api', 8080)}/readyz`);
    for (const each of [order, waiting]) await isOnPage(each);
    await isShipped(waiting);
}

async function leaveNothing() {
    await compose('down', '--volumes', '--timeout=0');
    await docker('rmi', '--force', ...commands.map(imageOf));
    const ofIt = ['--quiet', `--filter=label=com.docker.compose.project=${name}`];
    for (const kind of [
        ['ps', '--all'],
        ['volume', 'ls'],
        ['network', 'ls'],
    ])
        assert.equal(await docker(...kind, ...ofIt), '', `\`docker ${kind.join(' ')}\` still lists something`);
}

/** @returns {Promise<{ Service: string, Health: string, ExitCode: number }[]>} */
async function containers() {
    const lines = (await compose('ps', '--all', '--format', 'json')).split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

async function address(service, port) {
    return `http://${(await compose('port', service, String(port))).trim()}`;
}
