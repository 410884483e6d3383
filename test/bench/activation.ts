import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runTests, test } from '../host/harness';

/**
 * Told as the name of a test (budget: 30 ms in the extension host): what passed, and what the extension host's processor
 * did meanwhile, which a busy machine does not change as much; then the editor's own marks around loading and `activate`.
 */
export async function run(): Promise<void> {
    test('load and activate', async () => {
        const extension = vscode.extensions.getExtension('gopherdock.gopherdock');
        assert.equal(extension?.isActive, false);
        const before = process.cpuUsage();
        const start = performance.now();
        await extension.activate();
        const milliseconds = performance.now() - start;
        const { user, system } = process.cpuUsage(before);
        const processor = (user + system) / 1000;
        const parts = phases().map(({ name, time }) => `${name} ${time.toFixed(1)} ms`);
        const told = [`loaded and activated in ${milliseconds.toFixed(1)} ms`, `processor ${processor.toFixed(1)} ms`];
        test([...told, ...parts].join(', '), () => Promise.resolve());
    });
    await runTests();
}

/** From each of the editor's marks to the next; none where it keeps none. */
function phases(): { readonly name: string; readonly time: number }[] {
    const { MonacoPerformanceMarks: editor } = globalThis as EditorMarks;
    const marks = (editor?.getMarks() ?? []).filter(({ name }) => name.endsWith('/gopherdock.gopherdock'));
    return marks.flatMap(({ name, startTime }, at) => {
        const next = marks[at + 1];
        const [from = '', to = ''] = [name, next?.name].map((each) => each?.split('/').at(-2));
        return next === undefined ? [] : [{ name: `${from} to ${to}`, time: next.startTime - startTime }];
    });
}

/** VS Code's own, in `vs/base/common/performance`. */
interface EditorMarks {
    readonly MonacoPerformanceMarks?: {
        getMarks(): readonly { readonly name: string; readonly startTime: number }[];
    };
}
