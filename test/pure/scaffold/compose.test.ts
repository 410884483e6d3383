import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { isIntact } from '../../../src/scaffold/contentHash';
import { propose } from '../../../src/scaffold/propose';
import { defaultChoices, scaffold } from '../../../src/scaffold/render';
import type { ScaffoldedFile } from '../../../src/scaffold/scaffold';
import { composeFolder, everyService, readComposeCases, strangeProject } from './composeCases';

for (const { name, project, choices } of readComposeCases())
    test(name.replaceAll('-', ' '), () => {
        const wantFile = `${composeFolder}/${name}.want`;
        const files = scaffold(project, choices);
        const described = files.map(describe).join('\n');
        if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
        assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
        checkFiles(files);
    });

for (const { name, project, choices } of everyService())
    test(`${name} has a service that is whole`, () => {
        const files = scaffold(project, choices);
        checkFiles(files);
        const [compose] = files;
        const { services } = parse(compose?.text ?? '') as ComposeFile;
        assert.equal(Object.keys(services).length, 2);
        const service = Object.entries(services)[1];
        assert.match(service?.[1].image ?? '', /:[\w.-]+$/, 'an image has a tag');
        assert.doesNotMatch(compose?.text ?? '', /\{(?:host|port|user|password|database)\}/);
    });

/** What sources, written by anybody, may hold. */
const strange = [
    '',
    ' ',
    '${HOME}',
    '}{$$',
    "'",
    '"',
    '\\',
    'a: b # c',
    'a\r\nservices:\r\n  evil:\r\n    privileged: true',
    '- x',
    '__proto__',
    'constructor',
    '../../etc',
    'C:\\Users\\me',
    '\u0000\u001b[31m',
    '\u2028',
    '\uFEFFbom',
    '日本語',
    '😀'.repeat(200),
    'postgres://u:p@h:1/d?x=${Y}&z={user}',
    'host=x user=${Y} dbname=`id`',
    'u:p@tcp(h:1)/d?$x=1',
    '{host}:{port}',
];

for (const text of strange)
    test(`whatever the sources say, the file is whole: ${JSON.stringify(text).slice(0, 60)}`, () => {
        const files = scaffold(strangeProject(text), { ...defaultChoices, files: ['compose'] });
        checkFiles(files);
        const { services } = parse(files[0]?.text ?? '') as ComposeFile;
        assert.equal(Object.keys(services).length, 4);
        assert.ok(Object.values(services).every((service) => !('privileged' in service)));
    });

test('no expectation is left over from a case that is gone', () => {
    const names = new Set(readComposeCases().map(({ name }) => `${name}.want`));
    const wants = readdirSync(composeFolder).filter((file) => file.endsWith('.want'));
    assert.deepEqual(
        wants.filter((file) => !names.has(file)),
        [],
    );
});

test('a compose file with the line ends of Windows is unchanged where nobody edited it', () => {
    const [first] = readComposeCases();
    assert.ok(first !== undefined);
    const files = scaffold(first.project, first.choices);
    const current = new Map(files.map(({ path, text }) => [path, text.replaceAll('\n', '\r\n')]));
    assert.deepEqual(
        propose(files, current).map(({ action }) => action),
        files.map(() => 'unchanged'),
    );
});

interface ComposeFile {
    readonly services: Readonly<
        Record<
            string,
            {
                readonly image: string;
                readonly environment?: Readonly<Record<string, string | null>>;
                readonly ports?: readonly string[];
                readonly depends_on?: Readonly<Record<string, { condition: string }>>;
                readonly networks?: readonly string[];
                readonly volumes?: readonly string[];
                readonly healthcheck?: object;
            }
        >
    >;
    readonly networks?: Readonly<Record<string, unknown>>;
    readonly volumes?: Readonly<Record<string, unknown>>;
}

/** What holds of every compose file: that it is YAML, whole in itself, and has no secret in it. */
function checkFiles(files: readonly ScaffoldedFile[]): void {
    for (const { path, text, reasons } of files) {
        assert.ok(isIntact(text), `${path} carries its hash`);
        assert.ok(reasons.length > 0, `${path} has reasons`);
    }
    const [compose, example] = files;
    if (compose === undefined) return;
    for (const version of ['1.1', '1.2'] as const) parse(compose.text, { version, strict: true });
    const { services, networks = {}, volumes = {} } = parse(compose.text) as ComposeFile;
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    const hosts = published.map((port) => port.replace(/:\d+(?=\/|$)/, ''));
    assert.equal(new Set(hosts).size, hosts.length, 'no two services are published at one port');
    for (const port of published) assert.match(port, /^127\.0\.0\.1:\d+:\d+(?:\/udp)?$/);
    for (const [name, service] of Object.entries(services)) {
        assert.match(service.image, /^[a-z0-9]+(?:[._/-][a-z0-9]+)*:[\w.-]+$/, name);
        for (const network of service.networks ?? []) assert.ok(network in networks, network);
        for (const volume of service.volumes ?? []) assert.ok((volume.split(':')[0] ?? '') in volumes, volume);
        for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
            assert.ok(other in services, other);
            if (condition === 'service_healthy' && !services[other]?.image.startsWith('axllent/mailpit'))
                assert.ok(services[other]?.healthcheck !== undefined, `${other} has a health check`);
        }
    }
    const asked = [...compose.text.matchAll(/\$\{(\w+)(?::\?|\})/g)].map(([, name]) => name ?? '');
    for (const name of asked) assert.match(example?.text ?? '', new RegExp(`^${name}=`, 'm'), `${name} has an example`);
}

/** The file without its hash, which would hide what else changes, and then its reasons. */
function describe({ path, text, reasons }: ScaffoldedFile): string {
    const lines = reasons.map(({ what, because, source }) => {
        const place = source === null ? '' : ` (${source.file}:${source.line + 1})`;
        return `  ${what}: ${because}${place}\n`;
    });
    return `-- ${path} --\n${text.replace(/\n# gopherdock:hash=.*\n$/, '')}-- reasons --\n${lines.join('')}`;
}
