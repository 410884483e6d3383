import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Compares a committed file with what the code says it is; a stale one is rewritten, for the person to commit, and fails. With `CI` set it only fails. */
export function assertUpToDate(path: string, text: string): void {
    const there = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (there === text) return;
    if ((process.env['CI'] ?? '') === '') {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
    }
    assert.fail(`${path} was not what the code says; run the tests without CI and commit what they have written`);
}
