import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { folderOf, readFolder, runIn } from './cases';

const bad = 'FROM golang:1.27 as build\nRUN go version\n';
const good = 'FROM golang:1.27 AS build\nRUN go version\n';
const rule = ['--rule', 'buildkit:FromAsCasing'];
const fix = ['lint', '--rule', 'buildkit:FromAsCasing', '--fix', '--format', 'gnu'];

suite('lint --fix', () => {
    test('repairs a file in place, keeps its mode and leaves nothing beside it', async (t) => {
        const folder = folderOf(t, { Dockerfile: bad });
        chmodSync(path.join(folder, 'Dockerfile'), 0o640);
        assert.deepEqual(await runIn(folder, [...fix, 'Dockerfile']), { exitCode: 0, output: '', errors: '' });
        assert.deepEqual(readFolder(folder), { Dockerfile: good });
        assert.equal(statSync(path.join(folder, 'Dockerfile')).mode & 0o777, 0o640);
    });

    test('keeps a byte order mark and line ends', async (t) => {
        const folder = folderOf(t, { Dockerfile: `\uFEFF${bad.replaceAll('\n', '\r\n')}` });
        await runIn(folder, [...fix, 'Dockerfile']);
        assert.deepEqual(readFolder(folder), { Dockerfile: `\uFEFF${good.replaceAll('\n', '\r\n')}` });
    });

    test('repairs what a link leads to, and leaves the link', async (t) => {
        const folder = folderOf(t, { 'docker/Dockerfile': bad });
        symlinkSync('docker/Dockerfile', path.join(folder, 'Dockerfile'));
        assert.equal((await runIn(folder, [...fix, 'Dockerfile'])).exitCode, 0);
        assert.ok(lstatSync(path.join(folder, 'Dockerfile')).isSymbolicLink());
        assert.equal(readFileSync(path.join(folder, 'docker/Dockerfile'), 'utf8'), good);
    });

    test('leaves a read-only file as it is, says so, and still tells what it found', async (t) => {
        const folder = folderOf(t, { Dockerfile: bad });
        chmodSync(path.join(folder, 'Dockerfile'), 0o444);
        const { exitCode, output, errors } = await runIn(folder, [...fix, 'Dockerfile']);
        assert.equal(exitCode, 2);
        assert.match(output, /^Dockerfile:1:\d+: /);
        assert.equal(errors, 'cannot write `Dockerfile`: it is read-only\n');
        assert.deepEqual(readFolder(folder), { Dockerfile: bad });
    });

    test('leaves a file in a read-only folder as it is', { skip: process.platform === 'win32' }, async (t) => {
        const folder = folderOf(t, { Dockerfile: bad });
        chmodSync(folder, 0o555);
        const { exitCode, errors } = await runIn(folder, [...fix, 'Dockerfile']);
        chmodSync(folder, 0o755);
        assert.equal(exitCode, 2);
        assert.equal(errors, 'cannot write `Dockerfile`: its folder is read-only\n');
        assert.deepEqual(readFolder(folder), { Dockerfile: bad });
    });

    test('does not write to a file that is no UTF-8 text', async (t) => {
        const folder = folderOf(t);
        const bytes = Buffer.concat([Buffer.from(bad), Buffer.from([0x23, 0xff, 0xfe, 0x0a])]);
        writeFileSync(path.join(folder, 'Dockerfile'), bytes);
        const { exitCode, errors } = await runIn(folder, [...fix, 'Dockerfile']);
        assert.equal(exitCode, 2);
        assert.equal(errors, 'cannot write `Dockerfile`: it is no UTF-8 text\n');
        assert.deepEqual(readFileSync(path.join(folder, 'Dockerfile')), bytes);
    });
});

suite('lint', () => {
    test('judges thousands of paths in one call', async (t) => {
        const names = Array.from({ length: 3000 }, (_, index) => `images/${index}.Dockerfile`);
        const folder = folderOf(t, Object.fromEntries(names.map((name) => [name, bad])));
        const { exitCode, output } = await runIn(folder, ['lint', ...rule, '--fail-on', 'hint', '--json', ...names]);
        const { files, findings } = JSON.parse(output) as { files: number; findings: { file: string }[] };
        assert.equal(exitCode, 1);
        assert.equal(files, 3000);
        assert.deepEqual([...new Set(findings.map(({ file }) => file))], names);
    });

    test('reads an empty folder, an empty file and garbage without a word of its own', async (t) => {
        const folder = folderOf(t, { 'empty/Dockerfile': '' });
        writeFileSync(
            path.join(folder, 'Dockerfile'),
            Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7) % 256)),
        );
        for (const name of ['empty', 'Dockerfile'])
            assert.equal((await runIn(folder, ['lint', '--fail-on', 'none', name])).errors, '');
        assert.equal((await runIn(folderOf(t), ['lint'])).output, '0 files, no findings\n');
    });

    test('refuses a file without end', async (t) => {
        const folder = folderOf(t, { Dockerfile: '#'.repeat(17 * 1024 * 1024) });
        const { exitCode, errors } = await runIn(folder, ['lint', 'Dockerfile']);
        assert.equal(exitCode, 2);
        assert.equal(errors, 'cannot read `Dockerfile`: it is larger than 16 MiB\n');
    });

    test('follows no link while it searches', { skip: process.platform === 'win32' }, async (t) => {
        const folder = folderOf(t, { 'a/Dockerfile': bad });
        symlinkSync('..', path.join(folder, 'a/up'));
        symlinkSync('a/Dockerfile', path.join(folder, 'Dockerfile'));
        const { output } = await runIn(folder, ['lint', '--json', '.']);
        assert.equal((JSON.parse(output) as { files: number }).files, 1);
    });

    test('shows no character that a terminal would obey', async (t) => {
        const folder = folderOf(t, { Dockerfile: 'FROM scratch\n\u001b[2J\u0007EVIL x\n' });
        for (const format of ['text', 'gnu'])
            assert.doesNotMatch((await runIn(folder, ['lint', '--format', format])).output, /(?!\n)\p{Cc}/u);
    });

    test('is coloured at a terminal only', async (t) => {
        const folder = folderOf(t, { Dockerfile: 'FORM scratch\n' });
        const plain = await runIn(folder, ['lint', '--rule', 'invalid-syntax']);
        const coloured = await runIn(folder, ['lint', '--rule', 'invalid-syntax'], { colours: true });
        assert.ok(!plain.output.includes('\u001b['));
        assert.ok(coloured.output.includes('\u001b[31merror\u001b[39m'));
    });

    test('takes the project of the module above into account, unless told not to', async (t) => {
        const dockerfile = 'FROM golang:1.20\nWORKDIR /src\nCOPY . .\nRUN go build .\n';
        const folder = folderOf(t, { 'go.mod': 'module example.com/x\n\ngo 1.26\n', 'deploy/Dockerfile': dockerfile });
        const judged = async (...args: string[]) =>
            (await runIn(path.join(folder, 'deploy'), ['lint', '--json', '--profile', 'all', ...args])).output;
        const rules = (output: string) =>
            (JSON.parse(output) as { findings: { rule: string }[] }).findings.map((finding) => finding.rule);
        assert.ok(rules(await judged()).includes('go-image-older-than-go-mod'));
        assert.ok(!rules(await judged('--no-project')).includes('go-image-older-than-go-mod'));
    });

    test('has a form for SARIF that its readers accept', async (t) => {
        const folder = folderOf(t, { 'a b/Dockerfile': bad });
        const { output } = await runIn(folder, ['lint', ...rule, '--format', 'sarif']);
        const log = JSON.parse(output) as SarifLog;
        assert.equal(log.version, '2.1.0');
        const [run] = log.runs;
        assert.equal(run?.tool.driver.name, 'gopherdock');
        assert.notDeepEqual(run.results, []);
        for (const { ruleId, ruleIndex, level, message, locations, fixes = [] } of run.results) {
            assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
            assert.ok(['error', 'warning', 'note', 'none'].includes(level));
            assert.notEqual(message.text, '');
            for (const { physicalLocation } of locations) {
                assert.equal(physicalLocation.artifactLocation.uri, 'a%20b/Dockerfile');
                const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
                assert.ok(startLine >= 1 && startColumn >= 1 && endLine >= startLine && endColumn >= 1);
            }
            for (const { artifactChanges } of fixes) {
                assert.notDeepEqual(artifactChanges, []);
                for (const { replacements } of artifactChanges) assert.notDeepEqual(replacements, []);
            }
        }
    });
});

interface SarifLog {
    version: string;
    runs: {
        tool: { driver: { name: string; rules: { id: string }[] } };
        results: {
            ruleId: string;
            ruleIndex: number;
            level: string;
            message: { text: string };
            locations: {
                physicalLocation: {
                    artifactLocation: { uri: string };
                    region: { startLine: number; startColumn: number; endLine: number; endColumn: number };
                };
            }[];
            fixes?: { artifactChanges: { replacements: unknown[] }[] }[];
        }[];
    }[];
}
