/** The suites of test/host in a real VS Code. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runHostSuite } from './host/suite.mjs';
import { HostUnavailable } from './host/unavailable.mjs';

/** Each in a VS Code of its own, because trust and the engine are of the whole window. */
const suites = {
    trusted: { entry: 'trusted.ts' },
    restricted: { entry: 'restricted.ts', workspaceTrust: true },
    noEngine: { entry: 'noEngine.ts', startsWithoutEngine: true },
};

/** @param {{ env: Record<string, string>, skip: (name: string, why: string) => void, only?: string }} options `env` reaches the engine */
export async function runHostTests({ env, skip, only }) {
    await bundleSuites();
    const total = { passed: 0, failed: 0, skipped: 0 };
    for (const [name, options] of Object.entries(suites)) {
        if (only !== undefined && only !== name) continue;
        console.log(`\n${name}`);
        try {
            const counts = await runSuite(name, options, env);
            for (const key of Object.keys(total)) total[key] += counts[key];
        } catch (error) {
            if (!(error instanceof HostUnavailable)) throw error;
            skip('VS Code', error.message);
            break;
        }
    }
    return total;
}

export async function bundleSuites() {
    // esbuild is there once `npm ci` has run
    const { build } = await import('esbuild');
    await build({
        entryPoints: Object.fromEntries(
            Object.entries(suites).map(([name, { entry }]) => [name, join('test/host', entry)]),
        ),
        outdir: 'out/test/host',
        outExtension: { '.js': '.cjs' },
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node20',
        external: ['vscode'],
        sourcemap: 'inline',
        logLevel: 'warning',
    });
}

/** On copies of the sample projects, so that the clone stays clean. */
async function runSuite(name, { workspaceTrust = false, startsWithoutEngine = false }, env) {
    const workspace = mkdtempSync(join(tmpdir(), 'gopherdock-workspace-'));
    const pictures = resolve('out/pictures', name);
    try {
        cpSync('test/projects', workspace, { recursive: true });
        mkdirSync(pictures, { recursive: true });
        return await runHostSuite({
            name,
            suite: resolve('out/test/host', `${name}.cjs`),
            folder: join(workspace, 'shop'),
            extension: resolve('.'),
            pictures,
            env: startsWithoutEngine ? engineLater(env, workspace) : env,
            workspaceTrust,
        });
    } finally {
        rmSync(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

/** An address where nothing answers yet; the suite makes it lead to the engine when it wants one. */
function engineLater(env, workspace) {
    const socket = join(workspace, 'engine.sock');
    return { ...env, DOCKER_HOST: `unix://${socket}`, GOPHERDOCK_TEST_LATER: env.DOCKER_HOST ?? '' };
}
