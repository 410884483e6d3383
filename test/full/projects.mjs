/**
 * Reads real programs from the Go module proxy and compares with what an expert says of each (projects.json). Prints
 * what differs and `N of M`, and fails only where more differs than the table allows.
 * `node test/full/projects.mjs traefik` takes only those whose name contains the word.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const cli = resolve(process.env.GOPHERDOCK_CLI ?? 'dist/cli.js');
const cache = process.env.GOPHERDOCK_MODULES ?? join(tmpdir(), 'gopherdock-modules');
const only = process.argv[2] ?? '';
const aims = { main: 0.95, shipped: 0.95, ports: 0.85, cgo: 1, services: 0.95, binary: 0.9 };

const { projects } = JSON.parse(readFileSync('test/full/projects.json', 'utf8'));
const right = Object.fromEntries(Object.keys(aims).map((question) => [question, 0]));
const asked = { ...right };
const missing = [];

mkdirSync(cache, { recursive: true });
for (const [module, truth] of Object.entries(projects).filter(([name]) => name.includes(only))) {
    const folder = download(module);
    if (folder === undefined) {
        missing.push(module);
        continue;
    }
    for (const [question, fault] of Object.entries(compare(read(folder), truth))) {
        asked[question]++;
        if (fault === undefined) right[question]++;
        else console.log(`${module}: ${question}: ${fault}`);
    }
}

let failed = 0;
for (const [question, aim] of Object.entries(aims)) {
    const reached = asked[question] === 0 || right[question] / asked[question] >= aim;
    if (!reached) failed++;
    console.log(
        `${question.padEnd(8)} ${right[question]} of ${asked[question]}${reached ? '' : ` (at least ${aim * 100} %)`}`,
    );
}
if (missing.length > 0) console.log(`not to be had: ${missing.join(', ')}`);
const total = Object.values(asked).reduce((sum, each) => sum + each, 0);
console.log(`${Object.values(right).reduce((sum, each) => sum + each, 0)} of ${total}`);
process.exitCode = failed > 0 || total === 0 ? 1 : 0;

/** The folder of the module's sources; `undefined` where it cannot be had. */
function download(module) {
    try {
        const out = execFileSync('go', ['mod', 'download', '-json', module], {
            cwd: cache,
            env: { ...process.env, GOMODCACHE: cache, GOFLAGS: '-modcacherw', GOTOOLCHAIN: 'local' },
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
        });
        const { Dir } = JSON.parse(out);
        return existsSync(Dir) ? Dir : undefined;
    } catch {
        return undefined;
    }
}

function read(folder) {
    const out = execFileSync(process.execPath, [cli, 'project', folder, '--json'], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
    });
    return JSON.parse(out);
}

/** What is wrong of each question that the truth answers; `undefined` where nothing is. */
function compare(project, truth) {
    const dirs = project.commands.map(({ dir }) => dir);
    // Where several may come first, the facts are asked of one that is always meant.
    const mains = truth.mains ?? [truth.commands[0]];
    const first = project.commands.find(({ dir }) => dir === truth.commands[0]) ?? project.commands[0];
    const faults = {
        main: mains.includes(dirs[0]) ? undefined : `\`${dirs[0]}\` comes first, not \`${mains.join('` or `')}\``,
        shipped: difference(truth.commands, dirs, [...truth.commands, ...(truth.perhaps ?? [])]),
    };
    if (truth.ports !== undefined) {
        const found = (first?.ports ?? []).map(({ port, protocol }) => (protocol === 'udp' ? `${port}/udp` : port));
        const known = [...truth.ports, ...(truth.perhapsPorts ?? [])];
        faults.ports = difference(truth.ports, found, truth.perhapsPorts === undefined ? undefined : known);
    }
    if (truth.binary !== undefined)
        faults.binary = first?.binary === truth.binary ? undefined : `it is called \`${first?.binary}\``;
    faults.cgo = (first?.cgo ?? false) === (truth.cgo ?? false) ? undefined : `cgo is ${first?.cgo}`;
    if (truth.services !== undefined)
        faults.services = difference(
            truth.services,
            (first?.services ?? []).map(({ kind }) => kind),
        );
    return faults;
}

/** What is wanted and not found, and what is found and not allowed, where that is limited. */
function difference(wanted, found, allowed) {
    const lost = wanted.filter((each) => !found.includes(each)).map((each) => `no \`${each}\``);
    const extra =
        allowed === undefined ? [] : found.filter((each) => !allowed.includes(each)).map((each) => `\`${each}\``);
    const all = [...lost, ...(extra.length > 0 ? [`too much: ${extra.join(', ')}`] : [])];
    return all.length === 0 ? undefined : all.join('; ');
}
