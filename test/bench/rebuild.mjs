/**
 * Our Dockerfile beside the recipes that tutorials give and beside Go alone, on the sample shop: image size, cold build, rebuild after
 * a one-line change. `npm run bench -- rebuild`, or `node test/bench/rebuild.mjs [ROUNDS]`; prints, and judges nothing.
 * Cold is without any layer, module or compiled package, as on a new machine; Go alone has its modules downloaded already.
 * The builds take turns, so that a busy machine is as slow for one as for the other.
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineUp } from '../run/engine/up.mjs';
import { findGo } from '../run/engine/go.mjs';
import { enginePaths } from '../run/engine/paths.mjs';
import { run, step } from '../run/program.mjs';

const rounds = Number(process.argv[2] ?? 5);
const label = 'gopherdock.full=1';
/** A package that the program imports and that imports others. */
const edited = 'internal/web/web.go';
/** Layers and cache mounts of this run alone: there are none at first, and what others have cached stays. */
const thisRun = randomUUID();
const runLabel = `gopherdock.bench=${thisRun}`;
const work = mkdtempSync(join(tmpdir(), 'gopherdock-rebuild-'));

const copyAll = `FROM golang:1.26-alpine AS build
WORKDIR /app
COPY . .
RUN go build -o /out/api ./cmd/api

FROM alpine:3.24
COPY --from=build /out/api /usr/local/bin/api
ENTRYPOINT ["/usr/local/bin/api"]
`;
const moduleLayer = `# syntax=docker/dockerfile:1
FROM golang:1.26-alpine AS build
WORKDIR /app
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod CGO_ENABLED=0 go build -o /out/api ./cmd/api

FROM alpine:3.24
COPY --from=build /out/api /usr/local/bin/api
ENTRYPOINT ["/usr/local/bin/api"]
`;

const engine = await engineUp();
if (engine === undefined) throw new Error('this needs a container engine');
const go = await findGo(enginePaths());
const docker = (...args) => run(engine.dockerPath, args, { quiet: true, env: engine.env });

try {
    const recipes = [
        await imageRecipe('ours', scaffolded),
        await imageRecipe('(a) COPY . . and go build on alpine', (folder) => written(folder, copyAll)),
        await imageRecipe('(b) module layer, module cache mount', (folder) => written(folder, moduleLayer)),
        await localRecipe('(c) go build on this machine'),
    ];
    for (const recipe of recipes) recipe.cold = await step(`${recipe.name}: cold`, () => timed(recipe.build));
    for (const recipe of recipes) Object.assign(recipe, await recipe.measure());
    for (let round = 0; round < rounds; round++)
        for (const recipe of recipes) {
            appendFileSync(join(recipe.folder, edited), `\nfunc init() { slog.Debug("round ${round}") }\n`);
            recipe.times.push(await timed(recipe.build));
        }
    print(recipes);
} finally {
    await removeImages();
    await removeCacheMounts();
    rmSync(work, { recursive: true, force: true });
    await engine.stop();
}

async function scaffolded(folder) {
    await run(process.execPath, ['dist/cli.js', 'scaffold', folder, '--write'], { quiet: true });
    return ['--target=api'];
}

function written(folder, dockerfile) {
    writeFileSync(join(folder, 'Dockerfile'), dockerfile);
    return [];
}

async function imageRecipe(name, write) {
    const folder = copyOfShop();
    const options = await write(folder);
    const file = join(folder, 'Dockerfile');
    const text = readFileSync(file, 'utf8');
    // not by --no-cache: that empties the cache mounts before every step
    writeFileSync(
        file,
        text
            .replaceAll(/type=cache,target=(\S+)/g, `type=cache,id=${thisRun}-${name[1]}-$1,target=$1`)
            .replaceAll(/^WORKDIR .*$/gm, `$&\nENV RUN=${thisRun}`),
    );
    const tag = `gopherdock-bench:${thisRun}-${randomUUID()}`;
    const build = () =>
        docker(
            ...['build', '--progress=plain', `--tag=${tag}`, `--label=${label}`, `--label=${runLabel}`, ...options],
            folder,
        );
    const measure = async () => {
        const size = Number(await docker('image', 'inspect', '--format={{.Size}}', tag));
        return { size, binary: await binarySize(tag) };
    };
    return { name, folder, build, measure, times: [] };
}

async function localRecipe(name) {
    const folder = copyOfShop();
    const out = join(work, 'api');
    const env = { GOCACHE: join(work, 'cache'), CGO_ENABLED: '0', GOWORK: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '' };
    const goCommand = (...args) => run(go.program, args, { cwd: folder, quiet: true, env });
    await goCommand('mod', 'download');
    const build = () => goCommand('build', '-trimpath', '-buildvcs=false', '-ldflags=-s', '-o', out, './cmd/api');
    return { name, folder, build, measure: () => ({ binary: statSync(out).size }), times: [] };
}

function copyOfShop() {
    const folder = mkdtempSync(join(work, 'shop-'));
    cpSync('test/projects/shop', folder, { recursive: true });
    return folder;
}

async function binarySize(tag) {
    const container = (await docker('create', `--label=${label}`, tag)).trim();
    const folder = join(work, `binary-${container}`);
    mkdirSync(folder);
    try {
        await docker('cp', `${container}:/usr/local/bin/api`, folder);
        return statSync(join(folder, 'api')).size;
    } finally {
        await docker('rm', '--force', container);
    }
}

/** All of them: each rebuild leaves the image before it without a name. */
async function removeImages() {
    const ids = (await docker('images', '--quiet', `--filter=label=${runLabel}`)).split('\n').filter(Boolean);
    if (ids.length > 0) await docker('image', 'rm', '--force', ...new Set(ids)).catch(() => {});
}

async function removeCacheMounts() {
    const records = (await docker('buildx', 'du', '--verbose')).split(/\n\s*\n/);
    for (const record of records.filter((each) => each.includes(thisRun))) {
        const id = /^ID:\s*(\S+)/m.exec(record)?.[1];
        if (id !== undefined) await docker('buildx', 'prune', '--force', '--all', `--filter=id=${id}`).catch(() => {});
    }
}

async function timed(action) {
    const start = performance.now();
    await action();
    return (performance.now() - start) / 1000;
}

function print(recipes) {
    const [ours, , , local] = recipes;
    const median = ({ times }) => [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];
    const seconds = (value) => `${value.toFixed(1)} s`;
    const megabytes = (bytes) => (bytes === undefined ? '' : `${(bytes / 1e6).toFixed(1)} MB`);
    const times = (value, base) => `${(value / base).toFixed(2)}x`;
    const rows = recipes.map((recipe) => [
        recipe.name,
        megabytes(recipe.size),
        megabytes(recipe.binary),
        recipe.size === undefined ? '' : megabytes(recipe.size - recipe.binary),
        seconds(recipe.cold),
        times(recipe.cold, ours.cold),
        seconds(median(recipe)),
        times(median(recipe), median(ours)),
    ]);
    const head = ['', 'image', 'binary', 'beside it', 'cold', 'of ours', 'rebuild', 'of ours'];
    const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
    for (const row of [head, ...rows])
        console.log(row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '));
    const budget = 1.2 * median(local) + 2;
    console.log(`\nrebuilds (${rounds} rounds, the median above):`);
    for (const recipe of recipes) console.log(`  ${recipe.name}: ${recipe.times.map(seconds).join(', ')}`);
    console.log(`\nrebuild  ${times(median(ours), budget)} of 1.2 times (c) plus 2 s (${seconds(budget)})`);
    console.log(`beside   ${times((ours.size - ours.binary) / 1e6, 4.5)} of 4.5 MB, with the probe`);
}
