import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPage } from '../host/page.mjs';
import { startHost } from '../host/server.mjs';
import { step } from '../program.mjs';
import { answers, removeLabelled } from './containers.mjs';
import { judgeTrip } from './judgeTrip.mjs';

const view = 'Go Containers';

/** Scaffold, lint, build, run, tail, break and repair, stop, remove: by mouse and keyboard, in what users install. */
export async function editorTrip({ host, engine, extensionsDir, folder, pictures }) {
    // what is written has to stand before the stricter judge
    const settings = { 'gopherdock.lint.profile': 'strict' };
    const server = await startHost({ host, extensionsDir, env: engine.env, theme: 'dark', settings });
    let page;
    try {
        page = await step('VS Code opens on shop', () => openPage({ server, folder, pictures }));
        await writeFiles(page, folder);
        await judgeTrip(page, folder);
        await buildAndRun(page);
        await followLog(page);
        await breakAndRepair(page, folder);
        await stopAndRemove(page);
    } catch (error) {
        const picture = await page?.screenshot('the trip stopped here').catch(() => undefined);
        throw new Error(`${error.message}${picture === undefined ? '' : ` (${picture})`}\n${server.logTail()}`, {
            cause: error,
        });
    } finally {
        await page?.close();
        await server.stop();
        await removeLabelled(engine, folder);
    }
}

async function writeFiles(page, folder) {
    await step('Add Container Files shows a preview', async () => {
        await page.runCommand('Gopherdock: Add Container Files');
        const items = await page.waitFor(async () => {
            const found = await page.quickPickItems();
            return found.some(({ label, checked }) => label === 'Dockerfile' && checked) ? found : undefined;
        }, 'the files to be written');
        assert.deepEqual(items.map(({ label, checked }) => [label, checked]).sort(), [
            ['.dockerignore', true],
            ['Dockerfile', true],
        ]);
        await page.pause(1500);
        await page.screenshot('preview');
        assert.ok(!existsSync(join(folder, 'Dockerfile')), 'nothing is written before it is accepted');
    });
    await step('accept: the files are written and have no finding', async () => {
        await page.answer();
        await page.waitFor(
            () => existsSync(join(folder, 'Dockerfile')) && existsSync(join(folder, '.dockerignore')),
            'the files',
        );
        await page.waitFor(
            async () => (await page.editorTabs()).some((tab) => tab.active && tab.label === 'Dockerfile'),
            'the Dockerfile',
        );
        await page.pause(2000);
        assert.deepEqual(await page.squiggles(), { error: 0, warning: 0, info: 0, hint: 0 });
        await page.screenshot('dockerfile');
        await page.closeNotifications();
    });
}

const rowNamed = async (page, label) => (await page.treeRows(view)).find((row) => row.label === label);

async function buildAndRun(page) {
    await step('the view lists the commands', async () => {
        await page.openView('Gopherdock');
        await page.waitFor(
            async () => (await rowNamed(page, 'api')) && (await rowNamed(page, 'worker')),
            'the rows api and worker',
        );
        await page.screenshot('commands');
    });
    await step('build api from the tree', async () => {
        await page.clickRowAction('api', 'Build Image', view);
        await page.pause(3000);
        await page.screenshot('building');
        await page.notification('static', 300_000);
        await page.screenshot('built');
    });
    await step('run it: the row turns green with its port and answers', async () => {
        await page.closeNotifications();
        await page.clickRowAction('api', 'Run', view);
        const row = await page.waitFor(() => runningRow(page), 'the running container', 60_000);
        const port = Number(/:(\d+)/.exec(row.description)[1]);
        await answers(`http://127.0.0.1:${port}/healthz`);
        await page.screenshot('running');
    });
}

/** The container's row has a port in its description and is a level below the command. */
async function runningRow(page) {
    await page.expandRow('api', view);
    const rows = await page.treeRows(view);
    return rows.find(({ description, level, icon }) => level > 1 && /:\d+/.test(description) && icon !== undefined);
}

async function followLog(page) {
    await step('follow its log', async () => {
        const { label } = await runningRow(page);
        await page.clickRowAction(label, 'Follow Log', view);
        await page.waitFor(async () => /listening|started|"msg"|level/i.test(await page.terminalText()), 'the log');
        await page.closeNotifications();
        await page.pause(1000);
        await page.screenshot('tree');
    });
}

async function breakAndRepair(page, folder) {
    const lines = readFileSync(join(folder, 'Dockerfile'), 'utf8').split('\n');
    const users = lines.flatMap((line, at) => (/^USER /.test(line) ? [at + 1] : []));
    assert.ok(users.length > 0, 'the Dockerfile names a user');
    await step('edit USER away: the warning appears while typing', async () => {
        await page.openFile('Dockerfile');
        await page.goTo(users.at(-1));
        await page.press('End');
        await page.press('Shift+Home');
        await page.press('Delete');
        await page.waitFor(async () => (await page.squiggles()).warning > 0, 'the warning');
        const marked = await page.waitFor(
            async () => (await page.problems()).find(({ code }) => code.includes('final-user-root')),
            'final-user-root among the problems',
        );
        await page.goTo(marked.line, marked.column);
        await page.closeNotifications();
        await page.goTo(marked.line, marked.column);
        await page.press('ControlOrMeta+.');
        await page.pause(1500);
        await page.screenshot('warning');
        await page.press('Escape');
    });
    await step('its quick fix repairs it', async () => {
        await page.quickFix('Run as');
        await page.waitFor(async () => (await page.squiggles()).warning === 0, 'no warning');
        await page.screenshot('repaired');
        await page.press('ControlOrMeta+S');
        await page.waitFor(
            () =>
                readFileSync(join(folder, 'Dockerfile'), 'utf8')
                    .split('\n')
                    .filter((line) => /^USER 65532:65532/.test(line)).length === users.length,
            'the saved USER',
        );
    });
}

async function stopAndRemove(page) {
    await step('stop', async () => {
        await page.openView('Gopherdock');
        const { label } = await runningRow(page);
        await page.clickRowAction(label, 'Stop', view);
        await page.waitFor(async () => (await runningRow(page)) === undefined, 'the container to stop', 30_000);
        await page.screenshot('stopped');
    });
    await step('remove', async () => {
        const stopped = (await page.treeRows(view)).find(
            ({ level, aria }) => level > 1 && /exited|stopped/i.test(aria),
        );
        assert.ok(stopped, 'a stopped container has a row');
        await page.clickRowAction(stopped.label, 'Remove Container', view);
        await page.waitFor(
            async () =>
                !(await page.treeRows(view)).some(({ level, aria }) => level > 1 && /exited|stopped/i.test(aria)),
            'the row to go',
        );
    });
}
