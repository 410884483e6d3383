/**
 * Changes the Dockerfiles of the fixtures at random and asks of each that it is parsed, judged by all rules and repaired
 * without a throw, and judged in less than 250 ms of processor time. What fails is kept in out/full/fuzz/.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles } from '../../src/cli/diskFiles';
import { createBuildContext } from '../../src/dockerfile/ignore';
import { parseDockerfile } from '../../src/dockerfile/parse';
import { readProject } from '../../src/project/reader';
import { defaultConfig } from '../../src/rules/config';
import { readContextFolder } from '../../src/rules/contextFolder';
import { applyEdits, fixAll } from '../../src/rules/fix';
import { rules } from '../../src/rules/index';
import { lint } from '../../src/rules/lint';
import type { Finding, Subject } from '../../src/rules/rule';

const inputs = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const mostMilliseconds = 250;
/** In UTF-16 units: ten times what people write, and little enough that 250 ms are lost only where time grows faster than the text. */
const longestInput = 10_000;
const mostFixes = 5;
const kept = 'out/full/fuzz';

/** Numbers from 0 up to `below`, the same for the same seed (mulberry32). */
function createRandom(start: number): (below: number) => number {
    let state = start;
    return (below) => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
}

const random = createRandom(seed);

function pick<Item>(items: readonly Item[]): Item {
    return items[random(items.length)] as Item;
}

const fixtures = readdirSync('test/fixtures', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('Dockerfile'))
    .sort()
    .map((name) => readFileSync(join('test/fixtures', name), 'utf8'));
const examples = rules.flatMap((rule) => rule.examples.flatMap(({ bad, good }) => [bad, good]));
const corpus = [...fixtures, ...examples].filter((text) => text !== '' && text.length <= longestInput);

/** What has a meaning somewhere in a Dockerfile or a shell. */
const tokens = [
    ...'\\ ` \' " $ ${ } $( ) (( )) { [ ] , ; & && | || < << <<- <<< > >> # = == : :- / // . .. * ? ! ~ @ % ^ - -- + \0 \uFEFF \u2028 \ud83d é \t'.split(
        ' ',
    ),
    ...['\n', '\r\n', '\r', '\\\n', '\\ \n', '\\\n#\n', '\\\n\n', ' ', '   ', '<<EOF\n', '\nEOF\n', '["', '"]', '","'],
    ...'FROM,RUN,COPY,ADD,ENV,ARG,LABEL,USER,WORKDIR,SHELL,CMD,ENTRYPOINT,EXPOSE,VOLUME,ONBUILD,STOPSIGNAL,HEALTHCHECK,MAINTAINER'
        .split(',')
        .map((keyword) => `\n${keyword} `),
    ...'AS,scratch,alpine:,golang:1.,--from=,--mount=type=cache,target=,--chown=,--platform=$BUILDPLATFORM,sh -c,go build,-o ,apt-get install,-y,apk add,if ,then ,fi,for i in,do ,done,case x in,esac,function f()'.split(
        ',',
    ),
    ...['# syntax=x\n', '# escape=`\n', '# check=skip=all\n', '# hadolint ignore=DL3006\n', '# gopherdock ignore=x\n'],
];

const mutations: readonly ((text: string) => string)[] = [
    (text) => replace(text, ''),
    (text) => insert(text, pick(tokens)),
    (text) => insert(text, pick(tokens)),
    (text) => insert(text, pick(tokens).repeat(1 + times(40, 3000))),
    (text) => insert(text, slice(text).repeat(1 + times(10, 500))),
    (text) => insert(text, slice(pick(corpus))),
    (text) => insert(text, slice(text)),
    (text) => insert(text, String.fromCharCode(random(0x10000))),
    (text) => text.slice(0, random(text.length + 1)) + pick(corpus).slice(random(200)),
    (text) => text.slice(random(text.length + 1)),
    (text) => text.replaceAll('\n', pick(['\r\n', '\r', '\\\n', ' ', '\n\n'])),
    (text) => text.replaceAll(pick(['"', ' ', '=', '\\', 'RUN', 'FROM', '/', '$']), pick(tokens)),
    (text) => swapLines(text),
];

/** Rarely many. */
function times(usually: number, rarely: number): number {
    return random(random(30) === 0 ? rarely : usually);
}

function span(text: string): { start: number; end: number } {
    const start = random(text.length + 1);
    return { start, end: Math.min(text.length, start + random(pick([3, 20, 200]))) };
}

function slice(text: string): string {
    const { start, end } = span(text);
    return text.slice(start, end);
}

function replace(text: string, by: string): string {
    const { start, end } = span(text);
    return text.slice(0, start) + by + text.slice(end);
}

function insert(text: string, inserted: string): string {
    const at = random(text.length + 1);
    return text.slice(0, at) + inserted + text.slice(at);
}

function swapLines(text: string): string {
    const lines = text.split('\n');
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines.join('\n');
}

function mutate(): string {
    let text = pick(corpus);
    for (let count = 1 + random(6); count > 0; count--) text = pick(mutations)(text);
    return text.slice(0, longestInput);
}

type Surroundings = Omit<Subject, 'dockerfile'>;
const settings = { trustedRegistries: ['docker.io'], labelSchema: { version: 'semver' as const }, strictLabels: true };

async function readSurroundings(): Promise<Surroundings[]> {
    const surroundings: Surroundings[] = [{ project: undefined, context: undefined, settings }];
    for (const name of ['hello', 'shop', 'ledger']) {
        const files = diskFiles(join('test/projects', name));
        surroundings.push({
            path: 'Dockerfile',
            project: await readProject(files),
            context: createBuildContext(await readContextFolder(files, '')),
            settings,
        });
    }
    return surroundings;
}

function judge(text: string, surroundings: Surroundings): readonly Finding[] {
    return lint(
        { ...surroundings, dockerfile: parseDockerfile(text) },
        {
            profile: 'all',
            config: defaultConfig,
            onRuleError: (rule, error) => {
                throw new Error(`\`${rule}\` threw`, { cause: error });
            },
        },
    );
}

/** In milliseconds of the processor, so that what else the machine does counts for nothing. */
function timed<Result>(action: () => Result): { readonly result: Result; readonly milliseconds: number } {
    const before = process.cpuUsage();
    const result = action();
    const { user, system } = process.cpuUsage(before);
    return { result, milliseconds: (user + system) / 1000 };
}

/** Each fix by itself, then all that need no person to look. */
function repair(text: string, surroundings: Surroundings, findings: readonly Finding[]): void {
    for (const { fixes, rule } of sample(findings.filter((finding) => finding.fixes.length > 0))) {
        for (const { edits } of fixes) {
            const fixed = applyEdits(text, edits);
            if (fixed.length > 2 * text.length + 20_000) throw new Error(`a fix of \`${rule}\` writes without end`);
            parseDockerfile(fixed);
        }
    }
    if (random(10) === 0) fixAll(text, (changed) => (changed === text ? findings : judge(changed, surroundings)));
}

function sample<Item>(items: readonly Item[]): readonly Item[] {
    const start = random(items.length + 1);
    return [...items.slice(start), ...items.slice(0, start)].slice(0, mostFixes);
}

const failures = new Map<string, number>();

function fail(what: string, text: string): void {
    const count = (failures.get(what) ?? 0) + 1;
    failures.set(what, count);
    if (count > 1) return;
    const file = join(kept, `${failures.size}.Dockerfile`);
    writeFileSync(file, text);
    print(`${file}: ${what}`);
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}

/** The message and the first places of ours, so that one fault is told once. */
function describe(error: unknown): string {
    const innermost = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const stack = innermost instanceof Error ? (innermost.stack ?? '') : String(innermost);
    const places = stack.split('\n').filter((line) => line.includes('/src/'));
    return [String(error), String(innermost), ...places.slice(0, 3)].join('\n    ');
}

mkdirSync(kept, { recursive: true });
print(`${inputs} inputs out of ${corpus.length} Dockerfiles, seed ${seed}`);
const surroundings = await readSurroundings();
let slowest = 0;
let total = 0;
for (let input = 1; input <= inputs; input++) {
    const text = mutate();
    const around = pick(surroundings);
    try {
        const { result: findings, milliseconds } = timed(() => judge(text, around));
        // a collection of garbage may have fallen into it
        const settled =
            milliseconds < mostMilliseconds
                ? milliseconds
                : Math.min(milliseconds, timed(() => judge(text, around)).milliseconds);
        slowest = Math.max(slowest, settled);
        total += milliseconds;
        if (settled >= mostMilliseconds) fail(`takes more than ${mostMilliseconds} ms`, text);
        repair(text, around, findings);
    } catch (error) {
        fail(describe(error), text);
    }
    if (input % 20_000 === 0) print(`${input}: ${failures.size} faults, slowest ${slowest.toFixed(0)} ms`);
}
print(`${inputs} inputs, ${(total / inputs).toFixed(2)} ms each, slowest ${slowest.toFixed(0)} ms`);
print(`${failures.size === 0 ? 1 : 0} passed, ${failures.size} failed`);
process.exitCode = failures.size === 0 ? 0 : 1;
