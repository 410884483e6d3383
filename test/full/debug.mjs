/**
 * A program is debugged in its container with what we write for that and nothing else: brought up by compose.debug.yaml, attached to as .vscode/launch.json
 * says, by the protocol that the Go extension speaks with Delve. A breakpoint in a file of this machine stops the program, and the stack names that file.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { engineUp } from '../run/engine/up.mjs';
import { run, step } from '../run/program.mjs';
import { answers } from '../run/smoke/containers.mjs';
import { attach } from './debugAdapter.mjs';

const name = `gopherdock-test-${randomBytes(4).toString('hex')}`;
const label = { 'gopherdock.test': '1' };
const stopAt = { file: 'routes.go', code: 'w.Header().Set("Content-Type", "application/json")' };

const engine = await step('container engine', () => engineUp());
if (engine === undefined) throw new Error('debugging needs a container engine');
const folder = mkdtempSync(join(tmpdir(), 'gopherdock-debug-'));
const files = ['compose.yaml', 'compose.debug.yaml', 'test.yaml'].map((file) => `--file=${file}`);
const docker = (...args) =>
    run(engine.dockerPath, args, { cwd: folder, quiet: true, env: engine.env, timeout: 600_000 });
const compose = (...args) => docker('compose', '--project-name', name, ...files, ...args);
try {
    await step('a program with what debugs it', writeProgram);
    await step('docker compose up --build', () => compose('up', '--detach', '--build'));
    await step('it runs until a breakpoint', debug);
} catch (error) {
    console.error(error.message);
    console.error(await compose('logs', '--no-color', '--tail=20').catch(({ message }) => message));
    process.exitCode = 1;
} finally {
    await compose('down', '--volumes', '--timeout=0').catch(({ message }) => console.error(message));
    await docker('rmi', '--force', `${name}:dev`).catch(({ message }) => console.error(message));
    rmSync(folder, { recursive: true, force: true });
    await engine.stop();
}

async function writeProgram() {
    cpSync('test/projects/hello', folder, { recursive: true });
    const kinds = '--files=dockerfile,dockerignore,compose,debug';
    await run(process.execPath, [resolve('dist/cli.js'), 'scaffold', folder, kinds, '--write'], { quiet: true });
    const service = { image: `${name}:dev`, labels: label, build: { labels: label } };
    // JSON is YAML, but for the tag: without it the ports would be added to those of the other files
    const text = JSON.stringify({
        services: { hello: { ...service, ports: ['127.0.0.1::8080', '127.0.0.1::2345'] } },
        networks: { default: { labels: label } },
    });
    writeFileSync(join(folder, 'test.yaml'), text.replace('"ports":', '"ports": !override '));
}

async function debug() {
    const address = await published(8080);
    await answers(`http://${address}/healthz`);
    const { substitutePath, mode, host } = launchConfiguration();
    const [, port] = (await published(2345)).split(':');
    const debuggee = await attach(host, Number(port));
    try {
        await debuggee.ask('initialize', { adapterID: 'go', pathFormat: 'path', linesStartAt1: true });
        await debuggee.ask('attach', { request: 'attach', mode, substitutePath });
        await debuggee.event('initialized');
        const path = join(folder, stopAt.file);
        const line =
            readFileSync(path, 'utf8')
                .split('\n')
                .findIndex((each) => each.includes(stopAt.code)) + 1;
        const { breakpoints } = await debuggee.ask('setBreakpoints', { source: { path }, breakpoints: [{ line }] });
        assert.deepEqual(
            breakpoints.map((each) => [each.verified, each.line]),
            [[true, line]],
        );
        await debuggee.ask('configurationDone', {});
        const asked = fetch(`http://${address}/hello/gopher`);
        const { reason, threadId } = await debuggee.event('stopped');
        assert.equal(reason, 'breakpoint');
        const { stackFrames } = await debuggee.ask('stackTrace', { threadId, levels: 1 });
        const [frame] = stackFrames;
        assert.deepEqual([frame.name, frame.source.path, frame.line], ['main.greet', path, line]);
        const { scopes } = await debuggee.ask('scopes', { frameId: frame.id });
        const { variables } = await debuggee.ask('variables', { variablesReference: scopes[0].variablesReference });
        assert.equal(variables.find((each) => each.name === 'name')?.value, '"gopher"');
        await debuggee.ask('continue', { threadId });
        assert.match(await (await asked).text(), /Hello, gopher!/);
        await debuggee.ask('disconnect', { terminateDebuggee: false });
    } finally {
        debuggee.close();
    }
    await answers(`http://${address}/healthz`);
}

/** As an editor reads it: with comments, and its own variables. */
function launchConfiguration() {
    const text = readFileSync(join(folder, '.vscode/launch.json'), 'utf8')
        .replaceAll(/^\/\/.*$/gm, '')
        .replaceAll('${workspaceFolder}', folder)
        .replaceAll('${userHome}', homedir());
    const [configuration] = JSON.parse(text).configurations;
    assert.deepEqual([configuration.type, configuration.request], ['go', 'attach']);
    return configuration;
}

async function published(port) {
    return (await compose('port', 'hello', String(port))).trim();
}
