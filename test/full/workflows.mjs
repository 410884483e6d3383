/**
 * What we write for GitHub, judged by actionlint: keys, expressions, contexts, inputs of actions, and by ShellCheck the steps where that is on the PATH.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findGo } from '../run/engine/go.mjs';
import { enginePaths } from '../run/engine/paths.mjs';
import { run } from '../run/program.mjs';

const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const cli = resolve('dist/cli.js');

const samples = [
    ['test/projects/hello'],
    ['test/projects/shop', '--set=goproxy=https://proxy.example.com,direct', '--set=ca=secret'],
    ['test/projects/ledger'],
    ['test/projects/ledger', '--set=cross=xx'],
    ['test/projects/ledger', '--set=cross=xx', '--base=alpine'],
    ['test/shapes/a-workspace-joins-two-modules'],
    ['test/shapes/a-nested-module-has-a-program-of-its-own'],
    ['test/shapes/a-frontend-is-built-and-embedded'],
    ['test/shapes/version-variables-wait-for-the-linker'],
];

const work = mkdtempSync(join(tmpdir(), 'gopherdock-workflows-'));
try {
    const go = await findGo(enginePaths());
    const files = [];
    for (const [index, [sample, ...choices]] of samples.entries()) {
        const folder = join(work, String(index));
        cpSync(sample, folder, { recursive: true });
        await run(process.execPath, [cli, 'scaffold', folder, '--files=ci', ...choices, '--write'], { quiet: true });
        const file = join(folder, '.github/workflows/containers.yaml');
        if (!existsSync(file)) throw new Error(`no workflow for ${sample}`);
        files.push(file);
    }
    const env = { GOWORK: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' };
    await run(go.program, ['run', actionlint, ...files], { cwd: work, env });
    console.log(`${files.length} workflows are well`);
} finally {
    rmSync(work, { recursive: true, force: true });
}
