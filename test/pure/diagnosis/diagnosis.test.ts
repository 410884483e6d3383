import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { diagnose } from '../../../src/diagnosis/diagnose';
import { unknownFailure, type Diagnosis, type Failure } from '../../../src/diagnosis/failure';
import { signatures } from '../../../src/diagnosis/index';

const sources = 'src/diagnosis';
const fixtures = 'test/fixtures/diagnosis';
const machinery = ['diagnose', 'failure', 'index', 'readableLine', 'signature'];

suite('every known failure', () => {
    const files = readdirSync(sources)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => name.replace('.ts', ''));

    test('is a file of its name, listed once, in order', () => {
        assert.deepEqual(
            signatures.map(({ id }) => id),
            files.filter((name) => !machinery.includes(name)).sort(),
        );
    });

    for (const { id, summary, phases, examples } of signatures) {
        test(`${id} says in one sentence what has happened, and where`, () => {
            assert.match(summary, /^[A-Z`].*[^.]$/);
            assert.notDeepEqual(phases, []);
        });
        assert.notDeepEqual(examples, [], id);
        for (const [index, example] of examples.entries())
            test(`${id} is recognised, and nothing else, in its example ${index + 1}`, () => {
                const found = diagnose({ ...unknownFailure, ...example });
                assert.deepEqual(
                    found.map((diagnosis) => diagnosis.id),
                    [id],
                );
                for (const { cause, remedy, evidence } of found) {
                    assert.match(cause, /^[A-Z`].*[^.]$/);
                    assert.match(remedy, /^[A-Z].*[^.]$/);
                    assert.notEqual(evidence.text, '');
                }
            });
        test(`${id} needs its words: a log without them is not it`, () => {
            for (const example of examples)
                assert.deepEqual(diagnose({ ...unknownFailure, phase: example.phase ?? 'run', lines: ['hello'] }), []);
        });
    }
});

suite('logs', () => {
    const names = readdirSync(fixtures).map((file) => file.replace(/\.\w+$/, ''));
    for (const name of new Set(names))
        test(name.replaceAll('-', ' '), () => {
            const lines = (read(`${name}.txt`) ?? '').split('\n');
            const facts = JSON.parse(read(`${name}.json`) ?? '{}') as Partial<Failure>;
            const described = diagnose({ ...unknownFailure, lines, ...facts })
                .map(describe)
                .join('');
            if (process.env['UPDATE'] === '1') writeFileSync(`${fixtures}/${name}.want`, described);
            assert.equal(described, read(`${name}.want`));
        });

    test('a log without end is read in bounded time, its last lines first', () => {
        const lines = Array.from({ length: 300_000 }, (_, index) => `line ${index} of exec /app: nothing`);
        lines.push('exec /app: no such file or directory', 'x'.repeat(5_000_000), '\u001b['.repeat(1_000_000));
        const [found] = diagnose({ ...unknownFailure, lines });
        assert.deepEqual(found?.evidence, { line: 300_000, text: 'exec /app: no such file or directory' });
    });
});

function read(name: string): string | undefined {
    const file = `${fixtures}/${name}`;
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function describe({ id, cause, remedy, evidence }: Diagnosis): string {
    return `${evidence.line}: ${evidence.text}\n    ${id}: ${cause}\n    ${remedy}\n`;
}
