import { join } from 'node:path';
import { onPath, run } from '../program.mjs';
import { unpackGo } from './packages.mjs';

/** Of the stand-in builder images; the sample projects ask for it in their go.mod. */
const wanted = { release: '1.26', toolchain: 'go1.26.8' };

/**
 * The wanted toolchain: this machine's Go where it is of that release, else fetched by it, or by Debian's, through the module proxy.
 * @returns {Promise<{ program: string, root: string, release: string, version: string }>} release such as `1.26`, version such as `1.26.8`
 */
export async function findGo(paths) {
    const found = onPath('go') ?? (await unpackGo(paths));
    const ask = async (name, toolchain) => {
        const env = { GOTOOLCHAIN: toolchain, GOFLAGS: '', GOWORK: 'off' };
        // a toolchain that has to be fetched first says so in front of the answer
        return (await run(found, ['env', name], { quiet: true, env })).trim().split('\n').at(-1);
    };
    const own = await ask('GOVERSION', 'local');
    const toolchain =
        own === `go${wanted.release}` || own.startsWith(`go${wanted.release}.`) ? 'local' : wanted.toolchain;
    const root = await ask('GOROOT', toolchain);
    const version = (toolchain === 'local' ? own : toolchain).replace(/^go/, '');
    return { program: join(root, 'bin/go'), root, release: wanted.release, version };
}
