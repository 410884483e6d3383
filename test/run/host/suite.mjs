import { createServer } from 'node:http';
import { installHost } from './install.mjs';
import { openPage } from './page.mjs';
import { startHost } from './server.mjs';

/**
 * Runs a bundled suite inside VS Code's extension host. The suite reports to a server of ours (its address is in `GOPHERDOCK_TEST_DRIVER`) and may ask it for what only a person can do:
 * `POST /result { name, error?, milliseconds }`, `POST /page { action, args }`, `POST /done`.
 * @param {{ name: string, suite: string, folder: string, extension: string, pictures: string, env?: Record<string, string>, workspaceTrust?: boolean, timeout?: number }} options
 *   full paths; `timeout` in milliseconds
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runHostSuite({
    name,
    suite,
    folder,
    extension,
    pictures,
    env = {},
    workspaceTrust = false,
    timeout = 900_000,
}) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const fail = (message) => {
        counts.failed++;
        console.log(`✗ ${message}`);
    };
    let page;
    let finish;
    const finished = new Promise((resolve) => (finish = resolve));
    const driver = await startDriver({
        '/result': ({ name: test, error, milliseconds }) => {
            const line = `${test}  ${(milliseconds / 1000).toFixed(1)} s`;
            if (error !== undefined) return fail(`${line}\n${error.replaceAll(/^/gm, '    ')}`);
            counts.passed++;
            console.log(`✓ ${line}`);
        },
        '/page': ({ action, args }) => page[action](...args),
        '/done': () => finish('done'),
    });
    const server = await startHost({
        host: await installHost(),
        development: true,
        workspaceTrust,
        env: { ...env, GOPHERDOCK_TEST_DRIVER: driver.address },
    });
    try {
        page = await openPage({ server, folder, extension, suite, pictures });
        const timer = setTimeout(() => finish('timeout'), timeout);
        const end = await Promise.race([finished, server.exited.then(() => 'gone')]);
        clearTimeout(timer);
        if (end === 'gone') fail(`VS Code's server ended:\n${server.logTail()}`);
        if (end === 'timeout') {
            const picture = await page.screenshot(`${name} did not end`);
            fail(`the suite did not end within ${timeout / 1000} s (${picture})\n${page.errors.join('\n')}`);
        }
        if (counts.passed + counts.failed === 0) fail('the suite has no test');
    } finally {
        await page?.close();
        await server.stop();
        driver.close();
    }
    return counts;
}

/** Answers each `POST` with what its action gives, or with the message of its failure. */
async function startDriver(actions) {
    const server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += chunk));
        request.on('end', async () => {
            try {
                const answer = await actions[request.url](JSON.parse(body || '{}'));
                response.end(JSON.stringify({ answer }));
            } catch (error) {
                response.end(JSON.stringify({ error: error.message }));
            }
        });
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    return {
        address: `http://127.0.0.1:${server.address().port}`,
        close() {
            server.close();
            server.closeAllConnections();
        },
    };
}
