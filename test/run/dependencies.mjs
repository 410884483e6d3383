/** Makes node_modules what package-lock.json says, only when it is not. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { run, step } from './program.mjs';

const installed = 'node_modules/.package-lock.json';

export async function installDependencies() {
    const [major, minor] = process.versions.node.split('.').map(Number);
    const { node: wanted } = JSON.parse(readFileSync('package.json', 'utf8')).engines;
    if (major < 20 || (major === 20 && minor < 20))
        throw new Error(`Node ${wanted} is needed, this is ${process.versions.node}`);
    if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
    await step('npm packages', () => npm(['ci', '--no-audit', '--no-fund'], { quiet: true }));
}

/** Through npm's own script and this very Node where npm started us: the `npm` on Windows is a batch file. */
export function npm(args, options) {
    const script = process.env.npm_execpath;
    return script === undefined ? run('npm', args, options) : run(process.execPath, [script, ...args], options);
}
