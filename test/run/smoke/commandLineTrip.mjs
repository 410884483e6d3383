import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { run, step } from '../program.mjs';
import { answers } from './containers.mjs';

/** Scaffold, lint in `strict`, build, run hardened, answer, stop: at a terminal. */
export async function commandLineTrip({ engine, folder, name }) {
    const cli = (...args) => run(process.execPath, [resolve('dist/cli.js'), ...args], { cwd: folder, quiet: true });
    const docker = (...args) => run(engine.dockerPath, args, { cwd: folder, quiet: true, env: engine.env });
    const image = `gopherdock-smoke-${name}`;
    const label = ['--label', 'gopherdock.test=1'];
    let container;
    try {
        await step(`${name}: scaffold`, () => cli('scaffold', '--write'));
        await step(`${name}: lint --profile strict finds nothing`, () =>
            cli('lint', '--profile', 'strict', '--fail-on', 'hint', '.'),
        );
        await step(`${name}: build`, () => docker('buildx', 'build', '--load', '--tag', image, ...label, '.'));
        const port = await step(`${name}: run`, async () => {
            const hardened = [
                '--read-only',
                '--cap-drop',
                'ALL',
                '--security-opt',
                'no-new-privileges',
                '--tmpfs',
                '/tmp',
            ];
            const folderInside = (await docker('inspect', '--format', '{{.Config.WorkingDir}}', image)).trim();
            // what the program writes to; the root is read-only
            const data = name === 'ledger' ? ['--volume', `${folderInside.replace(/\/$/, '')}/data`] : [];
            const ports = ['--publish', '127.0.0.1::8080'];
            container = (await docker('run', '--detach', ...label, ...hardened, ...data, ...ports, image)).trim();
            const published = await docker('port', container, '8080/tcp');
            return Number(/:(\d+)/.exec(published)[1]);
        });
        await step(`${name}: answers on port ${port}`, () => answers(`http://127.0.0.1:${port}/healthz`));
        await step(`${name}: stops in good order`, async () => {
            await docker('stop', container);
            const exitCode = await docker('inspect', '--format', '{{.State.ExitCode}}', container);
            assert.equal(exitCode.trim(), '0');
        });
    } finally {
        if (container !== undefined) await docker('rm', '--force', '--volumes', container);
        await docker('rmi', '--force', image).catch(() => {});
    }
}
