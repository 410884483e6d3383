/**
 * A Go module proxy for builds that cannot reach the internet: serves the download cache of this machine, and fetches through the
 * machine's own GOPROXY what is not there yet. `node modules.mjs PIDFILE ADDRESS PORT DOWNLOADS FOLDER UPSTREAM...` serves until it is ended;
 * the pid file appears when it listens.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

/** What a module proxy answers: lists, versions, go.mod files and archives. https://go.dev/ref/mod#goproxy-protocol */
const known = /^\/[\w!.~/-]+\/(@latest|@v\/(list|[\w!.+~-]+\.(info|mod|zip)))$/;
/** Only what a version names never changes; a branch does. */
const lasting = /\/@v\/v\d[^/]*\.(info|mod|zip)$/;

const fetchMilliseconds = 120_000;

/**
 * @param {{ downloads: string, folder: string, upstreams: string[] }} options
 *   `downloads` is only read (GOMODCACHE/cache/download), `folder` keeps what was fetched; upstreams are asked in turn
 */
export function serveModules({ downloads, folder, upstreams }) {
    const answer = async (target, response) => {
        const path = decodeURIComponent(target);
        if (!known.test(path) || normalize(path) !== path) return response.writeHead(404).end('not a module path');
        const kept = () => [downloads, folder].map((place) => join(place, path)).find((file) => existsSync(file));
        if (!lasting.test(path) || kept() === undefined) {
            const fetched = await fetchFrom(upstreams, path).catch((error) => {
                if (kept() === undefined) throw error;
            });
            if (fetched !== undefined && !lasting.test(path)) return pipeline(Readable.fromWeb(fetched.body), response);
            if (fetched !== undefined) await keep(join(folder, path), fetched.body);
        }
        const file = kept();
        if (file === undefined) return response.writeHead(404).end('not found');
        return pipeline(createReadStream(file), response);
    };
    return createServer((request, response) => {
        answer(request.url ?? '/', response).catch((error) => {
            if (response.headersSent) response.destroy();
            else response.writeHead(error.status ?? 502).end(`${error.message} ${error.cause?.message ?? ''}`);
        });
    });
}

/** The first good answer; `undefined` when all say that there is no such thing; an error when none could be asked. */
async function fetchFrom(upstreams, path) {
    let failure;
    for (const upstream of upstreams) {
        const url = new URL(upstream.replace(/\/$/, '') + path);
        const headers =
            url.username === ''
                ? {}
                : { authorization: `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}` };
        url.username = url.password = '';
        try {
            const answer = await fetch(url, { headers, signal: AbortSignal.timeout(fetchMilliseconds) });
            if (answer.ok) return answer;
            if (![404, 410].includes(answer.status))
                failure = Object.assign(new Error(`${url}: ${answer.status}`), { status: answer.status });
        } catch (error) {
            failure = error;
        }
    }
    if (failure !== undefined) throw failure;
    return undefined;
}

/** Whole or not at all: several builds ask at once. */
async function keep(file, body) {
    mkdirSync(dirname(file), { recursive: true });
    const part = `${file}.${randomUUID()}`;
    try {
        await pipeline(Readable.fromWeb(body), createWriteStream(part));
        renameSync(part, file);
    } finally {
        rmSync(part, { force: true });
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [pidFile, address, port, downloads, folder, ...upstreams] = process.argv.slice(2);
    serveModules({ downloads, folder, upstreams }).listen(Number(port), address, () =>
        writeFileSync(pidFile, String(process.pid)),
    );
}
