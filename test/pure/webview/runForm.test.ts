import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandLine } from '../../../src/editor/containers/runForm/commandLine';
import { readValues } from '../../../src/editor/containers/runForm/readValues';
import { createReport } from '../../../src/editor/containers/runForm/report';
import { defaultValues, fitRunValues } from '../../../src/editor/containers/runForm/values';
import { runRequest } from '../../../src/editor/containers/runRequest';
import { l10n } from '../editor/treeScene';

const root = 'test/fixtures/webview/runForm';
const facts = { networks: ['shop'], volumes: [], variables: [], goVersion: 'go1.26.8' };

/** As the one click would fill it in. */
function defaults() {
    let count = 0;
    const request = runRequest({
        name: 'shop-api',
        image: 'shop-api:dev',
        labels: {},
        ports: [{ container: 8080, protocol: 'tcp', host: 8080 }],
        folders: { kept: ['/data'], temporary: [], wholeRoot: false },
        memory: 512,
        processes: 256,
    });
    return defaultValues({ request, newId: () => `row${count++}` });
}

/** A case holds what differs from the defaults; its rows are numbered. `kept` names the secrets that have a value. */
function describe(json: string): string {
    const { kept = [], ...typed } = JSON.parse(json) as Record<string, unknown> & { kept?: string[] };
    const given = Object.fromEntries(
        Object.entries(typed).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.map((row: object, index) => ({ id: `${name}-${index + 1}`, ...row })) : value,
        ]),
    );
    const values = fitRunValues({ ...defaults(), ...given }, defaults(), l10n, facts);
    const report = createReport(l10n);
    const choice = readValues(
        values,
        { image: 'shop-api:dev', labels: {}, networks: facts.networks, kept: new Set(kept) },
        report,
    );
    const problems = report.problems.map(({ path, severity, text, actions }) =>
        [`${path}: ${severity}: ${text}`, ...actions.map(({ title }) => `[${title}]`)].join(' '),
    );
    return `${[commandLine(choice), ...problems].join('\n')}\n`;
}

for (const file of readdirSync(root).filter((name) => name.endsWith('.json'))) {
    const name = file.replace('.json', '');
    test(name.replaceAll('-', ' '), () => {
        const described = describe(readFileSync(`${root}/${file}`, 'utf8'));
        const wantFile = `${root}/${name}.want`;
        if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
        assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
    });
}

test('what is remembered by another version is read as far as it fits', () => {
    const fitted = fitRunValues(
        {
            name: 7,
            memory: '64',
            restart: 'sometimes',
            gone: 'x',
            ports: [{ id: 'a', container: '1', host: true }, { id: 'a' }, { host: '2' }, 'row'],
            env: 'none',
        },
        defaults(),
        l10n,
        facts,
    );
    assert.deepEqual(fitted, { ...defaults() });
    const rows = fitRunValues(
        { memory: '64', ports: [{ id: 'a', container: '1' }, { id: 'a' }] },
        defaults(),
        l10n,
        facts,
    );
    assert.equal(rows.memory, '64');
    assert.deepEqual(rows.ports, [{ id: 'a', container: '1', protocol: 'tcp', host: '', address: '' }]);
});
