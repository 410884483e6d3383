import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../program.mjs';

/** Waits until an address answers with 200, and gives its text. */
export async function answers(address, timeout = 30_000) {
    let last;
    for (const deadline = Date.now() + timeout; Date.now() < deadline; await pause(100)) {
        try {
            const response = await fetch(address);
            if (response.status === 200) return await response.text();
            last = `status ${response.status}`;
        } catch (error) {
            last = error.cause?.message ?? error.message;
        }
    }
    throw new Error(`${address} did not answer with 200 within ${timeout / 1000} s: ${last}`);
}

/** What the trip has made in the engine carries the workspace's label; nothing else is touched. */
export async function removeLabelled(engine, workspace) {
    const docker = (...args) => run(engine.dockerPath, args, { quiet: true, env: engine.env });
    const filter = `label=gopherdock.workspace=${workspace}`;
    const ids = async (...args) =>
        (await docker(...args, '--quiet', '--filter', filter)).split('\n').filter((id) => id !== '');
    const containers = await ids('ps', '--all');
    if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers);
    const images = [...new Set(await ids('images'))];
    if (images.length > 0) await docker('rmi', '--force', ...images);
}
