/** `npm run test:desktop`: the trusted suite of test/host in a desktop VS Code that @vscode/test-electron downloads. What needs a person's hands is left out. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installDependencies } from './dependencies.mjs';
import { engineUp } from './engine/up.mjs';
import { bundleSuites } from './hostTests.mjs';
import { run, step } from './program.mjs';

await installDependencies();
await step('build', () => run(process.execPath, ['build.mjs'], { quiet: true }));
await bundleSuites();
const { runTests } = await import('@vscode/test-electron');
const workspace = mkdtempSync(join(tmpdir(), 'gopherdock-desktop-'));
const engine = await engineUp();
try {
    cpSync('test/projects', workspace, { recursive: true });
    process.exitCode = await runTests({
        extensionDevelopmentPath: resolve('.'),
        extensionTestsPath: resolve('out/test/host/trusted.cjs'),
        launchArgs: [join(workspace, 'shop'), '--disable-extensions', '--disable-workspace-trust'],
        extensionTestsEnv: engine?.env ?? {},
    });
} finally {
    await engine?.stop();
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
