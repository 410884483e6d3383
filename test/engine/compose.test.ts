/** What we write as compose files, in the hands of compose itself: understood, and brought up where images can be had. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { diskFiles } from '../../src/cli/diskFiles';
import type { Engine } from '../../src/engine/engine';
import { nextFreePort } from '../../src/engine/portHolder';
import { readProject } from '../../src/project/reader';
import { defaultChoices, scaffold } from '../../src/scaffold/render';
import type { ScaffoldedFile } from '../../src/scaffold/scaffold';
import { everyService, readComposeCases } from '../pure/scaffold/composeCases';
import { testEngine, testLabels, until } from './stackEngine';

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

for (const { name, project, choices } of [...readComposeCases(), ...everyService()]) {
    const files = scaffold(project, choices);
    if (files.length === 0) continue;
    test(`compose understands ${name.replaceAll('-', ' ')}`, async (context) => {
        const folder = await newFolder(context);
        await writeFiles(folder, files);
        const { stderr } = await compose(folder, ['--profile', 'tools', 'config', '--quiet']);
        assert.equal(stderr, '');
    });
}

test('without a .env, compose says what is missing and where it comes from', async (context) => {
    const folder = await newFolder(context);
    const [first] = everyService();
    assert.ok(first !== undefined);
    const [file] = scaffold(first.project, first.choices);
    assert.ok(file !== undefined);
    await writeFiles(folder, [file]);
    await assert.rejects(
        compose(folder, ['config', '--quiet']),
        /POSTGRES_PASSWORD.* is missing a value: copy \.env\.example to \.env/,
    );
});

test('a program that needs no service comes up, and ends within its grace', async (context) => {
    const stack = await bringUp(context, 'hello', {});
    const answer = await fetch(`http://127.0.0.1:${stack.port('hello')}/hello/gopher`);
    assert.match(await answer.text(), /Hello, gopher!/);
    await endsWell(stack);
});

test('programs wait for their services, whose health checks run as they are written', async (context) => {
    const stack = await bringUp(context, 'shop', { 'postgres:18-alpine': postgres, 'redis:8-alpine': redis });
    for (const name of ['api', 'worker']) {
        const health = await until(`${name} to answer`, () =>
            fetch(`http://127.0.0.1:${stack.port(name)}/healthz`).catch(() => undefined),
        );
        assert.equal(health.status, 200);
    }
    const containers = await stack.containers();
    assert.deepEqual(
        Object.fromEntries(
            containers.map(({ Service, Health, Publishers }) => [Service, [Health, Publishers?.length ?? 0]]),
        ),
        { api: ['healthy', 1], worker: ['healthy', 1], postgres: ['healthy', 0], redis: ['healthy', 0] },
    );
    await endsWell(stack);
});

test('what a program writes stays when its container is made anew', async (context) => {
    const stack = await bringUp(context, 'ledger', {});
    const account = `http://127.0.0.1:${stack.port('ledger')}/accounts/gopher`;
    const paid = await fetch(account, { method: 'POST', body: '{"cents":150}' });
    assert.equal(paid.status, 204);
    await stack.run('up', '--wait', '--force-recreate', '--no-build');
    assert.match(await (await fetch(account)).text(), /"cents":150/);
    await endsWell(stack);
});

/** Servers of no use, with the tools that the health checks ask: these are content only with what the compose file must give. */
const postgres = standIn({
    user: 'postgres',
    data: '/var/lib/postgresql',
    server: ['postgres', 'true'],
    tool: ['pg_isready', '[ "$*" = "-h 127.0.0.1 -U shop -d shop" ] && [ "$POSTGRES_PASSWORD" = change_me ]'],
});
const redis = standIn({
    user: 'redis',
    data: '/data',
    server: ['redis-server', '[ "$*" = "--requirepass change_me" ]'],
    tool: ['redis-cli', '[ "$*" = ping ] && [ "$REDISCLI_AUTH" = change_me ] && echo PONG'],
});

function standIn(given: {
    readonly user: string;
    readonly data: string;
    readonly server: readonly [string, string];
    readonly tool: readonly [string, string];
}): string {
    const { user, data, server, tool } = given;
    const [name, condition] = server;
    return [
        'FROM alpine:3.24',
        `RUN echo '${user}:x:70:70::${data}:/bin/sh' >> /etc/passwd && mkdir -p ${data} && chown 70:70 ${data}`,
        `COPY --chmod=755 <<'EOF' /usr/local/bin/${name}`,
        '#!/bin/sh',
        `${condition} && touch ${data}/made || exit 3`,
        "trap 'exit 0' TERM INT",
        'sleep 600 & wait',
        'EOF',
        `COPY --chmod=755 <<'EOF' /usr/local/bin/${tool[0]}`,
        '#!/bin/sh',
        `[ -f ${data}/made ] && ${tool[1]}`,
        'EOF',
        `CMD ["/usr/local/bin/${name}"]`,
        '',
    ].join('\n');
}

interface Stack {
    /** The published port of a service. */
    port(service: string): number;
    run(...args: readonly string[]): Promise<string>;
    containers(): Promise<readonly RunningService[]>;
}

interface RunningService {
    readonly Service: string;
    readonly Health: string;
    readonly ExitCode: number;
    readonly Publishers: readonly unknown[] | null;
}

/** A copy of a sample project with all the files that we write for it, started; all of it is taken away after the test. */
async function bringUp(
    context: TestContext,
    sample: string,
    standIns: Readonly<Record<string, string>>,
): Promise<Stack> {
    const id = randomUUID().slice(0, 8);
    const folder = await makeFolder();
    const run = async (...args: readonly string[]) =>
        (await compose(folder, ['--project-name', `gopherdock-test-${id}`, ...args])).stdout;
    let isWritten = false;
    context.after(async () => {
        if (isWritten) await run('down', '--volumes', '--rmi', 'all', '--timeout', '0');
        await rm(folder, { recursive: true, force: true });
    });
    await cp(path.resolve('test/projects', sample), folder, { recursive: true });
    const project = await readProject(diskFiles(folder));
    const files = scaffold(project, { ...defaultChoices, files: ['dockerfile', 'dockerignore', 'compose'] });
    const composeFile = files.find((file) => file.path === 'compose.yaml');
    assert.ok(composeFile !== undefined);
    const text = await withFreePorts(composeFile.text.replaceAll(/^( {4}image: .*):dev$/gm, `$1:${id}`));
    const images = Object.entries(standIns).map(([image], index) => [image, `gopherdock-test-${id}-${index}`] as const);
    const replaced = images.reduce((all, [image, name]) => all.replaceAll(`image: ${image}`, `image: ${name}`), text);
    await writeFiles(folder, [...files.filter((file) => file !== composeFile), { ...composeFile, text: replaced }]);
    await writeFile(path.join(folder, 'compose.override.yaml'), labelled(replaced));
    isWritten = true;
    for (const [image, name] of images) {
        const built = path.join(folder, '.stand-ins', name);
        await mkdir(built, { recursive: true });
        await writeFile(path.join(built, 'Dockerfile'), standIns[image] ?? '');
        await docker(folder, ['build', '--quiet', '--label', labelOption, '--tag', name, built]);
    }
    await run('up', '--wait', '--quiet-pull');
    const { services } = parse(replaced) as { services: Record<string, { ports?: string[] }> };
    return {
        port: (service) => Number(services[service]?.ports?.[0]?.split(':')[1]),
        run,
        containers: async () =>
            (await run('ps', '--all', '--format', 'json'))
                .split('\n')
                .filter((line) => line !== '')
                .map((line) => JSON.parse(line) as RunningService),
    };
}

const [labelOption = ''] = Object.entries(testLabels).map(([name, value]) => `${name}=${value}`);

/** Names everything that compose makes as a test's. */
function labelled(text: string): string {
    const { services, networks, volumes } = parse(text) as Record<string, Record<string, object | null> | undefined>;
    const mark = (things: Record<string, object | null> | undefined) =>
        Object.fromEntries(Object.keys(things ?? {}).map((name) => [name, { labels: testLabels }]));
    const marked = Object.entries(services ?? {}).map(([name, service]) => {
        const isBuilt = service !== null && 'build' in service;
        return [name, { labels: testLabels, ...(isBuilt && { build: { labels: testLabels } }) }] as const;
    });
    return stringify({
        services: Object.fromEntries(marked),
        networks: { ...mark(networks), ...(networks === undefined && { default: { labels: testLabels } }) },
        volumes: mark(volumes),
    });
}

/** Other tests and programs publish ports at the same time. */
async function withFreePorts(text: string): Promise<string> {
    let changed = text;
    let next = 28_500;
    for (const [whole, container] of text.matchAll(/127\.0\.0\.1:\d+:(\d+)/g)) {
        const containers = await engine.containers();
        const free = await nextFreePort(next, { containers, endpoint: engine.endpoint, address: '127.0.0.1' });
        assert.ok(free !== undefined && container !== undefined);
        changed = changed.replace(whole, `127.0.0.1:${free}:${container}`);
        next = free + 1;
    }
    return changed;
}

async function endsWell(stack: Stack): Promise<void> {
    await stack.run('stop');
    const codes = (await stack.containers()).map(({ Service, ExitCode }) => [Service, ExitCode]);
    assert.deepEqual(
        codes.filter(([, code]) => code !== 0),
        [],
        'every program ended by itself',
    );
}

function makeFolder(): Promise<string> {
    return mkdtemp(path.join(tmpdir(), 'gopherdock-compose-'));
}

async function newFolder(context: TestContext): Promise<string> {
    const folder = await makeFolder();
    context.after(() => rm(folder, { recursive: true, force: true }));
    return folder;
}

/** As a user has them: the example of a .env is copied, and what it leaves open is filled in. */
async function writeFiles(folder: string, files: readonly ScaffoldedFile[]): Promise<void> {
    for (const { path: file, text } of files) {
        await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
        await writeFile(path.join(folder, file), text);
        if (file === '.env.example') await writeFile(path.join(folder, '.env'), text.replaceAll(/^(\w+=)$/gm, '$1set'));
    }
}

const execute = promisify(execFile);

function docker(folder: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    return execute('docker', args, { cwd: folder, timeout: 600_000, maxBuffer: 16 * 1024 * 1024 });
}

function compose(folder: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    return docker(folder, ['compose', ...args]);
}
