import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../program.mjs';

/** Where the test engine keeps its things: programs and images in the cache, sockets and pids in /run, one set per cache folder. */
export function enginePaths() {
    const home = join(cacheFolder(), 'engine');
    mkdirSync(home, { recursive: true });
    const run = `/run/gopherdock-${createHash('sha256').update(home).digest('hex').slice(0, 8)}`;
    return {
        home,
        run,
        programs: join(home, 'programs'),
        config: join(home, 'config'),
        data: join(home, 'data'),
        log: join(home, 'dockerd.log'),
        socket: join(run, 'docker.sock'),
        pid: join(run, 'docker.pid'),
        modulesPid: join(run, 'modules.pid'),
        docker: join(home, 'programs/usr/bin/docker'),
    };
}

/** The engine's own bridge, fixed so that the stand-in images can name the module proxy that listens there. */
export const bridge = { address: '192.168.213.1', subnet: '192.168.213.1/24', modulesPort: 8213 };
