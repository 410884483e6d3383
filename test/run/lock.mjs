import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Runs an action while no other process of this machine holds the same lock folder; a dead holder's lock is taken over. */
export async function withLock(folder, action) {
    mkdirSync(dirname(folder), { recursive: true });
    while (!take(folder)) {
        if (holderIsDead(folder)) clear(folder);
        else await pause(200);
    }
    const giveBack = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', giveBack);
    try {
        return await action();
    } finally {
        process.removeListener('exit', giveBack);
        giveBack();
    }
}

/** A folder that already names its holder is moved into place, so that there is never a lock without one. */
function take(folder) {
    const own = `${folder}.${randomUUID()}`;
    mkdirSync(own);
    writeFileSync(join(own, 'pid'), String(process.pid));
    try {
        renameSync(own, folder);
        return true;
    } catch (error) {
        rmSync(own, { recursive: true, force: true });
        // a folder is there: what POSIX says of it, then Windows. Permission is not the matter: the folder beside it was just made
        if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(error.code)) return false;
        throw error;
    }
}

/** Moved away before it is deleted: of several that see the same dead holder one succeeds, and a new holder's lock is put back. */
function clear(folder) {
    const aside = `${folder}.${randomUUID()}`;
    try {
        renameSync(folder, aside);
        if (!holderIsDead(aside)) renameSync(aside, folder);
    } catch {
        // another was faster
    }
    rmSync(aside, { recursive: true, force: true });
}

function holderIsDead(folder) {
    try {
        process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0);
        return false;
    } catch (error) {
        // no such process; another user's is alive, and a lock that cannot be read has just been given back
        return error.code === 'ESRCH';
    }
}
