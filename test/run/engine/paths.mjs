import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../program.mjs';

/** Where the test engine keeps its things: programs and images in the cache, sockets and pids in /run, one set per cache folder. */
export function enginePaths() {
    const home = join(cacheFolder(), 'engine');
    mkdirSync(home, { recursive: true });
    const hash = createHash('sha256').update(home).digest();
    const mark = hash.toString('hex').slice(0, 8);
    const run = join('/run', `gopherdock-${mark}`);
    return {
        home,
        run,
        lock: join(home, 'lock'),
        programs: join(home, 'programs'),
        docker: join(home, 'programs/usr/bin/docker'),
        config: join(home, 'config'),
        data: join(home, 'data'),
        log: join(home, 'dockerd.log'),
        exec: join(run, 'exec'),
        socket: join(run, 'docker.sock'),
        pid: join(run, 'docker.pid'),
        /** How the machine forwarded packets before. */
        forwarding: join(run, 'forwarding.json'),
        modules: join(home, 'modules'),
        modulesPid: join(run, 'modules.pid'),
        /** Follows from the cache folder too, because the stand-in images name the module proxy that listens there. */
        bridge: { name: `gopher-${mark}`, address: `192.168.${200 + (hash[8] % 50)}.1`, modulesPort: 8213 },
    };
}
