/**
 * A Go module proxy for builds that cannot reach the internet: serves the download cache of this machine, and fetches through the
 * machine's own GOPROXY what is not there yet. `node modules.mjs ADDRESS PORT DOWNLOADS FOLDER UPSTREAM` serves until it is ended.
 */
import { createReadStream, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a module proxy answers: lists, versions, go.mod files and archives. https://go.dev/ref/mod#goproxy-protocol */
const known = /^\/[\w!.~/-]+\/(@latest|@v\/(list|[\w!.+-]+\.(info|mod|zip)))$/;

export function serveModules({ downloads, folder, upstream }) {
    return createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url, 'http://proxy').pathname);
        if (request.method !== 'GET' || !known.test(path) || normalize(path) !== path) return response.writeHead(404).end('not found');
        const changing = path.endsWith('/@latest') || path.endsWith('/list');
        const file = changing ? undefined : [join(downloads, path), join(folder, path)].find((candidate) => existsSync(candidate));
        if (file !== undefined) {
            response.writeHead(200, { 'content-length': statSync(file).size });
            return createReadStream(file).pipe(response);
        }
        try {
            const answer = await fetch(upstream + path);
            const body = Buffer.from(await answer.arrayBuffer());
            if (answer.ok && !changing) keep(join(folder, path), body);
            return response.writeHead(answer.status).end(body);
        } catch (error) {
            return response.writeHead(502).end(`${path}: ${error.message}`);
        }
    });
}

function keep(file, body) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, body);
    renameSync(`${file}.${process.pid}`, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [address, port, downloads, folder, upstream] = process.argv.slice(2);
    serveModules({ downloads, folder, upstream }).listen(Number(port), address);
}
