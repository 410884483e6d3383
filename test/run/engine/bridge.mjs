/** The engine's own network bridge, under a name of its own: the machine's docker0 stays as it is. */
import { existsSync } from 'node:fs';
import { run } from '../program.mjs';

export async function addBridge({ name, address }) {
    const ip = (...args) => run('ip', args, { quiet: true });
    if (!exists(name)) await ip('link', 'add', 'name', name, 'type', 'bridge');
    await ip('address', 'replace', `${address}/24`, 'dev', name);
    await ip('link', 'set', name, 'up');
}

export async function removeBridge({ name }) {
    if (exists(name)) await run('ip', ['link', 'delete', name], { quiet: true });
}

function exists(name) {
    return existsSync(`/sys/class/net/${name}`);
}
