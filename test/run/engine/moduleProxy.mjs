/** Starts and ends `modules.mjs` as a process of its own, beside the engine whose builds it serves. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../program.mjs';
import { end, livingProcess } from './processes.mjs';

export async function startModuleProxy(paths, go) {
    if (livingProcess(paths.modulesPid, paths.modulesPid) !== undefined) return;
    const ask = async (name) => (await run(go.program, ['env', name], { quiet: true })).trim();
    const upstreams = (await ask('GOPROXY')).split(/[,|]/).filter((url) => /^https?:/.test(url));
    mkdirSync(paths.modules, { recursive: true });
    rmSync(paths.modulesPid, { force: true });
    const { address, modulesPort } = paths.bridge;
    const proxy = spawn(
        process.execPath,
        [
            fileURLToPath(new URL('modules.mjs', import.meta.url)),
            paths.modulesPid,
            address,
            String(modulesPort),
            join(await ask('GOMODCACHE'), 'cache/download'),
            paths.modules,
            ...upstreams,
        ],
        { detached: true, stdio: 'ignore', env: { ...process.env, ...systemCertificates() } },
    );
    let ended = false;
    proxy.on('exit', () => (ended = true)).unref();
    while (livingProcess(paths.modulesPid, paths.modulesPid) === undefined) {
        if (ended) throw new Error(`the module proxy could not listen at ${address}:${modulesPort}`);
        await pause(20);
    }
}

/** Go trusts what the system trusts, Node only what it brings: behind a company's proxy that is not enough. */
function systemCertificates() {
    const bundle = '/etc/ssl/certs/ca-certificates.crt';
    return process.env.NODE_EXTRA_CA_CERTS === undefined && existsSync(bundle) ? { NODE_EXTRA_CA_CERTS: bundle } : {};
}

export async function endModuleProxy(paths) {
    const pid = livingProcess(paths.modulesPid, paths.modulesPid);
    if (pid !== undefined) await end(pid, 'SIGTERM', 2000);
}
