/** Packages what users install, from what `npm run build` wrote: dist/gopherdock.vsix for the editor, dist/gopherdock-cli.tgz for a terminal. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { commandLine } from '../../build.mjs';
import { run } from './program.mjs';

await createVSIX({
    packagePath: 'dist/gopherdock.vsix',
    dependencies: false,
    skipLicense: true,
    // the pictures and pages that the README links to are in the package
    rewriteRelativeLinks: false,
});
await packCommandLine('dist/gopherdock-cli.tgz');

/** What `npm install --global` takes: one program without dependencies. */
async function packCommandLine(target) {
    const folder = mkdtempSync(join(tmpdir(), 'gopherdock-cli-'));
    try {
        const { name, version, description, license, type, bin, engines } = JSON.parse(
            readFileSync('package.json', 'utf8'),
        );
        const manifest = { name, version, description, license, type, bin, engines: { node: engines.node } };
        writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 4));
        copyFileSync('LICENSE', join(folder, 'LICENSE'));
        await build({ ...commandLine, outdir: join(folder, 'dist'), sourcemap: false });
        mkdirSync('dist', { recursive: true });
        const [{ filename }] = JSON.parse(await run('npm', ['pack', '--json'], { cwd: folder, quiet: true }));
        copyFileSync(join(folder, filename), resolve(target));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
