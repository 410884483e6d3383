/** What we do with the projects of `docker compose`, on a real engine. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { ComposeAction, ComposeTarget } from '../../src/engine/compose';
import type { Container, Engine } from '../../src/engine/engine';
import { composeOriginOf } from '../../src/engine/labels';
import { composeConfig, composeProjects, runCompose } from '../../src/engine/runCompose';
import { failsWith } from '../pure/engine/failure';
import { folderOf } from './engineContainer';
import { testEngine } from './stackEngine';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

const service = '    image: busybox\n    command: sleep 600\n    init: true\n    labels: { gopherdock.test: "1" }\n';
const file = `services:\n  api:\n${service}  worker:\n${service}  extra:\n${service}    profiles: [more]\nnetworks: { default: { labels: { gopherdock.test: "1" } } }\n`;

async function project(context: TestContext): Promise<ComposeTarget> {
    const folder = await folderOf(context, { 'compose.yaml': file });
    const name = `gopherdock-test-${process.pid}`;
    // by its name alone: its file is gone by then
    context.after(() => act({ folder: '/', files: [], project: name }, { verb: 'down', volumes: true }));
    return { folder, files: [path.join(folder, 'compose.yaml')], project: name };
}

const options = () => ({ endpoint: engine.endpoint, signal: AbortSignal.timeout(120_000) });

async function act(target: ComposeTarget, action: ComposeAction): Promise<string> {
    const lines: string[] = [];
    for await (const event of runCompose(target, action, options())) {
        if (event.kind === 'line') lines.push(event.text);
        if (event.kind === 'failed') throw new Error(`${event.message}\n${event.log}`);
    }
    return lines.join('\n');
}

async function servicesOf({ project: name }: ComposeTarget): Promise<readonly (Container & { service: string })[]> {
    const rows = (await engine.containers()).flatMap((container) => {
        const origin = composeOriginOf(container);
        return origin !== undefined && origin.project === name ? [{ ...container, service: origin.service }] : [];
    });
    return rows.sort((one, other) => (one.name < other.name ? -1 : 1));
}

const states = async (target: ComposeTarget) =>
    (await servicesOf(target)).map(({ service: name, state }) => `${name} ${state}`);

test('a project comes up, grows, is made anew in parts, and goes', async (context) => {
    const target = await project(context);
    assert.match(await act(target, { verb: 'up', services: [] }), /Started/);
    assert.deepEqual(await states(target), ['api running', 'worker running']);
    const listed = (await composeProjects(options())).find(({ name }) => name === target.project);
    assert.deepEqual([listed?.status, listed?.files], ['running(2)', target.files]);

    await act(target, { verb: 'up', services: ['api'], scale: { api: 3 } });
    assert.deepEqual(await states(target), ['api running', 'api running', 'api running', 'worker running']);
    const before = await servicesOf(target);
    await act(target, { verb: 'up', services: ['worker'], recreate: true, alone: true });
    const later = await servicesOf(target);
    const ids = (rows: typeof later, name: string) => rows.filter((row) => row.service === name).map(({ id }) => id);
    assert.notDeepEqual(ids(later, 'worker'), ids(before, 'worker'));
    assert.deepEqual(ids(later, 'api'), ids(before, 'api'));

    await act(target, { verb: 'stop', services: ['worker'] });
    assert.deepEqual((await states(target)).at(-1), 'worker exited');
    await act(target, { verb: 'restart', services: ['worker'] });
    assert.deepEqual((await states(target)).at(-1), 'worker running');
    await act({ ...target, profiles: ['more'] }, { verb: 'up', services: ['extra'] });
    assert.deepEqual(
        (await states(target)).filter((state) => state.startsWith('extra')),
        ['extra running'],
    );
    await act({ ...target, profiles: ['more'] }, { verb: 'down' });
    assert.deepEqual(await states(target), []);
});

test('the configuration in force has what the file leaves out; one that is wrong says why', async (context) => {
    const target = await project(context);
    const config = (await composeConfig(target, options())) as { services: Record<string, unknown> };
    assert.deepEqual(Object.keys(config.services).sort(), ['api', 'worker']);
    const folder = await folderOf(context, { 'compose.yaml': 'services:\n  api:\n    imagine: x\n' });
    const wrong = { folder, files: [] };
    await assert.rejects(composeConfig(wrong, options()), failsWith('conflict', /imagine/));
    await assert.rejects(act(target, { verb: 'up', services: ['nobody'] }), /no such service: nobody/);
});
