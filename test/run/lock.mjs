import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Runs an action while no other process of this machine holds the same lock folder; a dead holder's lock is taken over. */
export async function withLock(folder, action) {
    for (;;) {
        try {
            mkdirSync(folder);
            break;
        } catch (error) {
            if (error.code !== 'EEXIST') throw error;
            if (!holderLives(folder)) rmSync(folder, { recursive: true, force: true });
            else await pause(300);
        }
    }
    try {
        writeFileSync(join(folder, 'pid'), String(process.pid));
        return await action();
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function holderLives(folder) {
    let pid;
    try {
        pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    } catch {
        // taken a moment ago, its pid not yet written
        return true;
    }
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}
