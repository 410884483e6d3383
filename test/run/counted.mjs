/** Runs test files with node's runner, its report on the terminal, and answers how many passed. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

/**
 * @param {string} folder of bundled `*.test.mjs` files
 * @param {{ env?: Record<string, string>, concurrency?: number }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runTests(folder, { env = {}, concurrency } = {}) {
    const files = readdirSync(folder, { recursive: true })
        .filter((name) => name.endsWith('.test.mjs'))
        .map((name) => join(folder, name));
    if (files.length === 0) throw new Error(`no test file in ${folder}`);
    const counts = join(tmpdir(), `gopherdock-tests-${process.pid}-${Date.now()}.json`);
    const status = await new Promise((resolve, reject) => {
        spawn(
            process.execPath,
            [
                '--enable-source-maps',
                '--test',
                ...(concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`]),
                '--test-reporter=dot',
                '--test-reporter-destination=stdout',
                '--test-reporter=./test/run/failureReporter.mjs',
                '--test-reporter-destination=stdout',
                '--test-reporter=./test/run/countReporter.mjs',
                `--test-reporter-destination=${counts}`,
                ...files,
            ],
            { stdio: 'inherit', env: { ...process.env, ...env } },
        )
            .on('error', reject)
            .on('exit', (code) => resolve(code ?? 1));
    });
    const result = JSON.parse(readFileSync(counts, 'utf8'));
    rmSync(counts, { force: true });
    // a file that dies before its first test has no test to count
    if (status !== 0 && result.failed === 0) result.failed = 1;
    return result;
}
