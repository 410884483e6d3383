import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runTests, test } from '../host/harness';

/** The time of a test is what it took: loading the bundle and `activate` (budget: 30 ms in the extension host). */
export async function run(): Promise<void> {
    test('load and activate', async () => {
        const extension = vscode.extensions.getExtension('gopherdock.gopherdock');
        assert.equal(extension?.isActive, false);
        const start = performance.now();
        await extension.activate();
        const milliseconds = performance.now() - start;
        test(`loaded and activated in ${milliseconds.toFixed(1)} ms`, () => Promise.resolve());
    });
    await runTests();
}
