import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { configKeys, configNames, defaultConfig, readConfig } from '../../../src/rules/config';
import { checkWant, readArchive } from './cases';
import { describeFinding, judgeIn } from './judging';

const root = 'test/fixtures/lint/configs';

/** What the configuration decides, what is wrong in it, and what it makes of the Dockerfile beside it. */
async function describe(archive: string): Promise<string> {
    const { Dockerfile = '', ...files } = readArchive(archive);
    const [name = '', text = ''] = Object.entries(files)[0] ?? [];
    const { config, problems } = readConfig(name, text);
    const decided = Object.entries(config)
        .filter(
            ([key, value]) =>
                JSON.stringify(value) !==
                JSON.stringify(Object.entries(defaultConfig).find(([other]) => other === key)?.[1]),
        )
        .map(([key, value]) => `${key} ${JSON.stringify(value)}`);
    const wrong = problems.map(
        ({ message, range: { start, end } }) =>
            `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${message}`,
    );
    const judge = await judgeIn({}, { profile: config.profile ?? 'recommended', config });
    return `${[...decided, ...wrong, ...judge(Dockerfile).map(describeFinding)].join('\n')}\n`;
}

suite('what configurations decide', () => {
    for (const file of readdirSync(root).filter((name) => name.endsWith('.txtar')))
        test(file.replace('.txtar', '').replaceAll('-', ' '), async () => {
            checkWant(
                `${root}/${file.replace('.txtar', '.want')}`,
                await describe(readFileSync(`${root}/${file}`, 'utf8')),
            );
        });

    test('any text can be read, cut anywhere', () => {
        for (const file of readdirSync(root).filter((name) => name.endsWith('.txtar'))) {
            const text = readFileSync(`${root}/${file}`, 'utf8').replace(/^-- .*\n/gm, '');
            for (let end = 0; end <= text.length; end++)
                for (const name of configNames) {
                    const { problems } = readConfig(name, text.slice(0, end));
                    for (const { range } of problems) assert.ok(range.start.line >= 0 && range.start.character >= 0);
                }
        }
    });

    test('hostile texts are refused', () => {
        for (const text of [
            '['.repeat(100_000),
            `a: &a ${'[*a, '.repeat(5)}`,
            'x'.repeat(300_000),
            '? '.repeat(50_000),
            '\0\u0001',
        ])
            assert.ok(readConfig('.gopherdock.yaml', text).problems.length > 0, text.slice(0, 20));
    });

    test('keys are described as the house writes', () => {
        for (const { summary } of Object.values(configKeys)) assert.match(summary, /^[A-Z`].*[^.]$/);
    });
});
