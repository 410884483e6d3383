import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { goReleases, oldestSupportedGo } from '../../../src/facts/goReleases';
import { refresh } from '../../run/releases.mjs';

const before = {
    asOf: '2026-11-24',
    go: [
        { version: '1.27', released: '2026-08-19', ended: null },
        { version: '1.26', released: '2026-02-10', ended: null },
        { version: '1.25', released: '2025-08-12', ended: '2026-08-19' },
    ],
    ended: {
        alpine: { '3.21': '2026-11-01' },
        debian: { bullseye: '2026-08-31' },
        distroless: { bookworm: '2026-09' },
        ubuntu: { '20.04': '2025-05-31' },
    },
    next: { alpine: '3.24', debian: 'trixie', distroless: '13', ubuntu: '24.04' },
};

const answers = {
    go: [
        { cycle: '1.28', releaseDate: '2027-02-10', eol: false },
        { cycle: '1.27', releaseDate: '2026-08-19', eol: false },
        { cycle: '1.26', releaseDate: '2026-02-10', eol: '2027-02-10' },
        { cycle: '1.25', releaseDate: '2025-08-12', eol: '2026-08-19' },
        { cycle: '1.9', releaseDate: '2017-08-24', eol: '2018-08-24' },
    ],
    'alpine-linux': [
        { cycle: '3.25', eol: '2028-11-01' },
        { cycle: '3.22', eol: '2027-02-01' },
    ],
    debian: [
        { cycle: '13', codename: 'Trixie', eol: '2028-08-09', extendedSupport: '2030-06-30' },
        { cycle: '11', codename: 'Bullseye', eol: '2024-08-14', extendedSupport: '2026-08-31' },
    ],
    ubuntu: [{ cycle: '24.10', eol: '2025-07-10' }],
};

suite('the dated file of releases', () => {
    test('names the supported releases of Go first, and its day', () => {
        const { asOf } = JSON.parse(readFileSync('src/facts/releases.json', 'utf8')) as { asOf: string };
        assert.match(asOf, /^20\d\d-\d\d-\d\d$/);
        assert.equal(oldestSupportedGo, goReleases.filter(({ ended }) => ended === null).at(-1)?.version);
        assert.ok(goReleases.every(({ released, ended }) => released <= asOf && (ended ?? '') <= asOf));
    });

    test('takes what is new, keeps what the source does not know, and says what changed', () => {
        const { releases, changes } = refresh(before, answers, '2027-03-01');
        assert.deepEqual(releases, {
            asOf: '2027-03-01',
            go: [
                { version: '1.28', released: '2027-02-10', ended: null },
                { version: '1.27', released: '2026-08-19', ended: null },
                { version: '1.26', released: '2026-02-10', ended: '2027-02-10' },
                { version: '1.25', released: '2025-08-12', ended: '2026-08-19' },
            ],
            ended: {
                alpine: { '3.22': '2027-02-01', '3.21': '2026-11-01' },
                debian: { bullseye: '2026-08-31' },
                distroless: { bookworm: '2026-09' },
                ubuntu: { '24.10': '2025-07-10', '20.04': '2025-05-31' },
            },
            next: { alpine: '3.25', debian: 'trixie', distroless: '13', ubuntu: '24.04' },
        });
        assert.deepEqual(changes, [
            'go 1.26: 2026-02-10 to today -> 2026-02-10 to 2027-02-10',
            'alpine next: 3.24 -> 3.25',
            'go 1.28: none -> 2027-02-10 to today',
            'alpine 3.22: none -> 2027-02-01',
            'ubuntu 24.10: none -> 2025-07-10',
        ]);
    });

    for (const [title, odd] of Object.entries({
        'no day': { ...answers, ubuntu: [{ cycle: '24.10', eol: 'soon' }] },
        'no release': { ...answers, 'alpine-linux': [{ cycle: 'edge', eol: false }] },
        'nothing that is supported': { ...answers, go: [] },
    }))
        test(`is not renewed by an answer with ${title}`, () => {
            assert.throws(() => refresh(before, odd, '2027-03-01'), /is no|is supported/);
        });
});
