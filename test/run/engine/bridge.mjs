/** The engine's network bridges, its own under a name of its own: the machine's docker0 stays as it is. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { run } from '../program.mjs';

export async function addBridge({ name, address }) {
    const ip = (...args) => run('ip', args, { quiet: true });
    if (!exists(name)) await ip('link', 'add', 'name', name, 'type', 'bridge');
    await ip('address', 'replace', `${address}/24`, 'dev', name);
    await ip('link', 'set', name, 'up');
}

/** Removes a bridge, of the engine or of one of its networks, and the firewall rules that name it or its addresses. */
export async function removeBridge({ name, address }) {
    if (!exists(name)) return;
    await run('ip', ['link', 'delete', name], { quiet: true });
    const named = [name, ...(address === undefined ? [] : [`${address.replace(/\.1$/, '.0')}/24`])];
    for (const table of ['filter', 'nat']) {
        for (const rule of await rules(table)) {
            if (rule[0] === '-A' && named.some((word) => rule.includes(word)))
                await iptables('--table', table, '-D', ...rule.slice(1));
        }
    }
}

/** What dockerd changes for the whole machine; answers what puts it back, given to `restoreForwarding`. */
export async function forwarding() {
    const policy = (await rules('filter')).find(([flag, chain]) => flag === '-P' && chain === 'FORWARD')?.[2];
    return { policy, enabled: readFileSync(switchFile, 'utf8').trim() };
}

export async function restoreForwarding({ policy, enabled }) {
    if (policy !== undefined) await iptables('-P', 'FORWARD', policy);
    writeFileSync(switchFile, enabled);
}

const switchFile = '/proc/sys/net/ipv4/ip_forward';

/** The words of each rule; those that we look for contain no blank. */
async function rules(table) {
    return (await iptables('--table', table, '-S'))
        .trim()
        .split('\n')
        .map((line) => line.split(' '));
}

function iptables(...args) {
    return run('iptables', ['--wait', ...args], { quiet: true });
}

function exists(name) {
    return existsSync(`/sys/class/net/${name}`);
}
