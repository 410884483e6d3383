/** What a judgement costs beside starting hadolint for it: file by file, one of 10,000 lines, and 500 at once. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseDockerfile } from '../../src/dockerfile/parse';
import { defaultConfig } from '../../src/rules/config';
import { lint } from '../../src/rules/lint';
import { stages } from './shapes';

const singles = 40;
const many = 500;

function readFixtures(): string[] {
    const root = 'test/fixtures/rules';
    return readdirSync(root).flatMap((rule) =>
        readdirSync(join(root, rule))
            .filter((name) => name.endsWith('.Dockerfile'))
            .map((name) => readFileSync(join(root, rule, name), 'utf8')),
    );
}

function judge(text: string): void {
    const subject = { project: undefined, context: undefined, settings: defaultConfig.settings };
    lint({ ...subject, dockerfile: parseDockerfile(text) }, { profile: 'recommended', config: defaultConfig });
}

/** The best of some runs, in milliseconds. */
function best(runs: number, action: () => unknown): number {
    let time = Infinity;
    for (let run = 0; run < runs; run++) {
        const start = performance.now();
        action();
        time = Math.min(time, performance.now() - start);
    }
    return time;
}

function start(program: string, ...parameters: readonly string[]): void {
    const { error } = spawnSync(program, parameters, { stdio: 'ignore' });
    if (error !== undefined) throw error;
}

const isThere = spawnSync('hadolint', ['--version']).error === undefined;

function row(what: string, own: number, other: () => number): void {
    const line = `${what.padEnd(46)} ${own.toFixed(1).padStart(9)} ms`;
    const theirs = isThere ? other() : undefined;
    const compared =
        theirs === undefined
            ? ''
            : `   hadolint ${theirs.toFixed(1).padStart(9)} ms   ${(theirs / own).toPrecision(2).padStart(7)} times ours`;
    process.stdout.write(`${line}${compared}\n`);
}

if (!isThere) process.stdout.write('no `hadolint` on PATH: only our own times\n');
const folder = mkdtempSync(join(tmpdir(), 'gopherdock-bench-'));
try {
    const fixtures = readFixtures();
    const files = Array.from({ length: many }, (_, index) => {
        const text = fixtures[index % fixtures.length] ?? '';
        const file = join(folder, `Dockerfile.${index}`);
        writeFileSync(file, text);
        return { file, text };
    });
    const some = files.slice(0, singles);
    row(
        'one file, in the editor (a mean of 40)',
        best(20, () => {
            for (const { text } of some) judge(text);
        }) / singles,
        () =>
            best(3, () => {
                for (const { file } of some) start('hadolint', file);
            }) / singles,
    );
    const [first] = some;
    const command = (path: string): void => {
        start(process.execPath, 'dist/cli.js', 'lint', path);
    };
    if (first !== undefined)
        row(
            'one file, at the command line',
            best(5, () => {
                command(first.file);
            }),
            () =>
                best(5, () => {
                    start('hadolint', first.file);
                }),
        );
    row(
        `${many} files, at the command line`,
        best(3, () => {
            command(folder);
        }),
        () =>
            best(3, () => {
                start('hadolint', ...files.map(({ file }) => file));
            }),
    );
    const long = stages(10_000);
    const longFile = join(folder, 'long');
    writeFileSync(longFile, long);
    const theirs = (): number =>
        best(2, () => {
            start('hadolint', longFile);
        });
    row(
        '10,000 lines, in the editor',
        best(10, () => {
            judge(long);
        }),
        theirs,
    );
    row(
        '10,000 lines, at the command line',
        best(3, () => {
            start(process.execPath, 'dist/cli.js', 'lint', '--kind', 'dockerfile', longFile);
        }),
        theirs,
    );
} finally {
    rmSync(folder, { recursive: true });
}
