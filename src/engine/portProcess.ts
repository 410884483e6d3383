import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Environment } from '../programs/findProgram';
import { ProgramError } from '../programs/programError';
import { runProgram } from '../programs/runProgram';
import { plain } from './json';

/** A program of this machine. */
export interface PortProcess {
    readonly id: number;
    /** Without its folder. */
    readonly name: string;
}

const longestMilliseconds = 5000;

/** Which program listens on a TCP port of this machine; `undefined` where the system does not tell us, as for programs of other users. */
export async function portProcess(
    port: number,
    { platform = process.platform, env = process.env }: { platform?: NodeJS.Platform; env?: Environment } = {},
): Promise<PortProcess | undefined> {
    const run = async (name: string, args: readonly string[]): Promise<string> => {
        try {
            const options = { env, timeoutMilliseconds: longestMilliseconds, expectedExitCodes: [0, 1] };
            return (await runProgram(name, args, options)).output;
        } catch (error) {
            if (error instanceof ProgramError) return '';
            throw error;
        }
    };
    switch (platform) {
        case 'linux':
            return linuxProcess(port);
        case 'win32': {
            const id = parseNetstat(await run('netstat', ['-ano', '-p', 'TCP']), port);
            if (id === undefined) return undefined;
            return parseTasklist(await run('tasklist', ['/FI', `PID eq ${id}`, '/FO', 'CSV', '/NH']), id);
        }
        default:
            return parseLsof(await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']));
    }
}

/** The kernel's own tables: which sockets listen, and who has them open. */
async function linuxProcess(port: number): Promise<PortProcess | undefined> {
    const tables = await Promise.all(
        ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
    );
    const sockets = new Set(tables.flatMap((table) => listeningSockets(table, port)));
    if (sockets.size === 0) return undefined;
    const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    for (const id of ids) {
        const files = await readdir(`/proc/${id}/fd`).catch(() => []);
        for (const file of files) {
            const target = await readlink(`/proc/${id}/fd/${file}`).catch(() => '');
            const [, socket] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
            if (socket === undefined || !sockets.has(socket)) continue;
            const name = await readFile(`/proc/${id}/comm`, 'utf8').catch(() => '');
            return { id: Number(id), name: plain(name.trim()) };
        }
    }
    return undefined;
}

/** The inodes of the sockets that listen on a port, from the text of `/proc/net/tcp`. */
export function listeningSockets(table: string, port: number): readonly string[] {
    const wanted = port.toString(16).toUpperCase().padStart(4, '0');
    return table.split('\n').flatMap((line) => {
        const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
        // 0A is the state of listening
        return state === '0A' && local.endsWith(`:${wanted}`) && inode !== undefined ? [inode] : [];
    });
}

/** What `lsof -Fpc` prints: a line `p<id>`, then a line `c<name>`. */
export function parseLsof(output: string): PortProcess | undefined {
    const [, id, name] = /^p(\d+)\r?\n(?:[^cp].*\r?\n)*c(.*)$/m.exec(output) ?? [];
    return id === undefined || name === undefined ? undefined : { id: Number(id), name: plain(name.trim()) };
}

/** The process id in what `netstat -ano` prints, whose words are in the system's language: who listens has no port on the other side. */
export function parseNetstat(output: string, port: number): number | undefined {
    for (const line of output.split(/\r?\n/)) {
        const [protocol, local = '', foreign = '', , id] = line.trim().split(/\s+/);
        if (protocol !== 'TCP' || !local.endsWith(`:${port}`) || !foreign.endsWith(':0') || id === undefined) continue;
        if (/^\d+$/.test(id)) return Number(id);
    }
    return undefined;
}

/** What `tasklist /FO CSV /NH` prints: `"docker.exe","4242","Console","1","12,345 K"`. */
export function parseTasklist(output: string, id: number): PortProcess | undefined {
    for (const line of output.split(/\r?\n/)) {
        const [, name, found] = /^"([^"]*)","(\d+)"/.exec(line.trim()) ?? [];
        if (name !== undefined && Number(found) === id) return { id, name: plain(name) };
    }
    return { id, name: '' };
}
