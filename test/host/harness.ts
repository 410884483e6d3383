/**
 * A small test runner for inside the extension host. With a driver outside (`GOPHERDOCK_TEST_DRIVER`) results and the wishes for a person's
 * hands go there; without one, as under `@vscode/test-electron`, it prints and throws at the end.
 */

import { inspect } from 'node:util';

interface HostTest {
    readonly name: string;
    readonly action: () => Promise<void>;
    readonly timeout: number;
}

const driver = process.env['GOPHERDOCK_TEST_DRIVER'];
const tests: HostTest[] = [];

/** `timeout` in milliseconds. */
export function test(name: string, action: () => Promise<void>, { timeout = 30_000 } = {}): void {
    tests.push({ name, action, timeout });
}

/** Whether a person's hands are there: the page of a browser that the driver moves. */
export const hasPage = driver !== undefined;

/** Lets the driver do what only a person can, such as `page('screenshot', 'tree')`; see test/run/host/page.mjs for the actions. */
export async function page<Answer>(action: string, ...args: unknown[]): Promise<Answer> {
    const { answer, error } = (await post('/page', { action, args })) as { answer: Answer; error?: string };
    if (error !== undefined) throw new Error(error);
    return answer;
}

/** Polls until the value is truthy and gives it. */
export async function eventually<Value>(
    read: () => Value | Promise<Value>,
    what: string,
    timeout = 15_000,
): Promise<NonNullable<Value>> {
    const deadline = Date.now() + timeout;
    let last: unknown;
    while (Date.now() < deadline) {
        try {
            const value = await read();
            if (value) return value;
        } catch (error) {
            last = error;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`waited ${String(timeout)} ms for ${what}`, { cause: last });
}

/** Runs what was registered, in order; only tests whose name contains `GOPHERDOCK_TEST_ONLY`, where that is set. */
export async function runTests(): Promise<void> {
    const only = process.env['GOPHERDOCK_TEST_ONLY'];
    let failed = 0;
    for (const { name, action, timeout } of tests) {
        if (only !== undefined && !name.includes(only)) continue;
        const start = performance.now();
        const error = await within(action, timeout);
        if (error !== undefined) {
            failed++;
            // a question that is left open would answer the next test
            if (hasPage) await page('press', 'Escape');
        }
        await report({ name, ...(error !== undefined && { error }), milliseconds: performance.now() - start });
    }
    if (driver !== undefined) await post('/done', {});
    else if (failed > 0) throw new Error(`${String(failed)} tests failed`);
}

async function within(action: () => Promise<void>, timeout: number): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined;
    try {
        await Promise.race([
            action(),
            new Promise((_, reject) => {
                timer = setTimeout(() => {
                    reject(new Error(`not done after ${String(timeout)} ms`));
                }, timeout);
            }),
        ]);
        return undefined;
    } catch (error) {
        return inspect(error);
    } finally {
        clearTimeout(timer);
    }
}

async function report(result: { name: string; error?: string; milliseconds: number }): Promise<void> {
    if (driver !== undefined) {
        await post('/result', result);
        return;
    }
    const lines = [`${result.error === undefined ? '✓' : '✗'} ${result.name}`, result.error];
    // eslint-disable-next-line no-console -- there is nobody else to tell
    console.log(lines.filter((line) => line !== undefined).join('\n'));
}

async function post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${driver ?? ''}${path}`, { method: 'POST', body: JSON.stringify(body) });
    return response.json();
}
