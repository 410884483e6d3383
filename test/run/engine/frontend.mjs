import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, step } from '../program.mjs';

const version = 'v0.26.3';
const program = 'github.com/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend';

/** The folder of BuildKit's own Dockerfile frontend, built from its Go module: what `# syntax=docker/dockerfile:1` asks a registry for. */
export async function buildFrontend(paths, go) {
    const folder = join(paths.home, `frontend-${version}`);
    if (existsSync(folder)) return folder;
    const part = join(paths.home, 'frontend');
    rmSync(part, { recursive: true, force: true });
    mkdirSync(join(part, 'source'), { recursive: true });
    const goCommand = (...args) =>
        run(go.program, args, {
            cwd: join(part, 'source'),
            quiet: true,
            env: { CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' },
        });
    await step('Dockerfile frontend', async () => {
        await goCommand('mod', 'init', 'frontend');
        await goCommand('get', `${program}@${version}`);
        // what it does takes no time, compiling it does: a third less of it without optimising
        const flags = ['-trimpath', '-gcflags=all=-N -l -dwarf=false', '-ldflags=-s -w'];
        await goCommand('build', ...flags, '-o', join(part, 'bin/dockerfile-frontend'), program);
    });
    renameSync(join(part, 'bin'), folder);
    rmSync(part, { recursive: true });
    return folder;
}
