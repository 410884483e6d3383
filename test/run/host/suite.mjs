import { createServer } from 'node:http';
import { installHost } from './install.mjs';
import { openPage } from './page.mjs';
import { startHost } from './server.mjs';

/**
 * Runs a bundled suite inside VS Code's extension host. The suite reports to a server of ours (its address is in `GOPHERDOCK_TEST_DRIVER`) and may ask it for what only a person can do:
 * `POST /result { name, error? }`, `POST /page { action, args }`, `POST /done`.
 * @param {{ suite: string, folder: string, extension: string, pictures: string, env?: Record<string, string>, workspaceTrust?: boolean, timeout?: number }} options
 *   full paths; `timeout` in milliseconds
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runHostSuite({
    suite,
    folder,
    extension,
    pictures,
    env = {},
    workspaceTrust = false,
    timeout = 600_000,
}) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    let page;
    let finish;
    const finished = new Promise((resolve) => (finish = resolve));
    const answers = {
        '/result': ({ name, error, milliseconds }) => {
            console.log(`${error === undefined ? '✓' : '✗'} ${name}  ${(milliseconds / 1000).toFixed(1)} s`);
            if (error === undefined) counts.passed++;
            else {
                counts.failed++;
                console.log(error.replaceAll(/^/gm, '    '));
            }
        },
        '/page': ({ action, args }) => page[action](...args),
        '/done': () => finish('done'),
    };
    const driver = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += chunk));
        request.on('end', async () => {
            try {
                const answer = await answers[request.url](JSON.parse(body || '{}'));
                response.end(JSON.stringify({ answer }));
            } catch (error) {
                response.end(JSON.stringify({ error: error.message }));
            }
        });
    });
    await new Promise((listening) => driver.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${driver.address().port}`;
    const server = await startHost({
        host: await installHost(),
        workspaceTrust,
        env: { ...env, GOPHERDOCK_TEST_DRIVER: address },
    });
    try {
        page = await openPage({
            server,
            folder,
            pictures,
            payload: [
                ['extensionDevelopmentPath', server.remote(extension)],
                ['extensionTestsPath', server.remote(suite)],
            ],
        });
        const timer = setTimeout(() => finish('timeout'), timeout);
        const end = await finished;
        clearTimeout(timer);
        if (end === 'timeout') {
            counts.failed++;
            console.log(
                `✗ the suite did not end within ${timeout / 1000} s; ${await page.screenshot('suite-timeout')}`,
            );
        }
        if (counts.passed + counts.failed === 0) counts.failed++;
    } finally {
        await page?.close();
        await server.stop();
        driver.close();
        driver.closeAllConnections();
    }
    return counts;
}
