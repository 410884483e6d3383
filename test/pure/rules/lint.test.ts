import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { defaultConfig } from '../../../src/rules/config';
import { reaches, type LintOptions } from '../../../src/rules/lint';
import { judgeIn } from './judging';

const text =
    'FROM alpine:latest AS A\nMAINTAINER jane\nRUN apt-get update\n\nFROM a\nUSER root\nRUN apt-get install -y git\n';

async function ids(options: Partial<LintOptions>): Promise<string[]> {
    return (await judgeIn({}, options))(text).map(({ rule }) => rule);
}

suite('which findings are reported', () => {
    test('each profile contains the one before', async () => {
        const recommended = await ids({ profile: 'recommended' });
        const strict = await ids({ profile: 'strict' });
        const all = await ids({ profile: 'all' });
        assert.ok(recommended.length > 0 && recommended.length < strict.length && strict.length < all.length);
        assert.deepEqual(
            recommended.filter((id) => !strict.includes(id)),
            [],
        );
        assert.deepEqual(
            strict.filter((id) => !all.includes(id)),
            [],
        );
    });

    test('single rules by id, alias or check, whatever their profile and the configuration', async () => {
        for (const name of ['apt-no-install-recommends', 'hadolint:DL3015', 'DL3015'])
            assert.deepEqual(
                await ids({
                    profile: 'recommended',
                    only: [name],
                    config: { ...defaultConfig, severities: { [name]: 'off' } },
                }),
                ['apt-no-install-recommends'],
            );
    });

    test('of a rule with several aliases only the places that carry the one asked for', async () => {
        assert.deepEqual(await ids({ only: ['DL3007'] }), ['base-image-latest']);
        assert.deepEqual(
            (await judgeIn({}, { only: ['DL3006'] }))(text).map(({ range }) => range.start.line),
            [4],
        );
    });

    test('in the order of the text', async () => {
        const findings = (await judgeIn({}))(text);
        const places = findings.map(({ range }) => range.start.line * 1000 + range.start.character);
        assert.deepEqual(
            places,
            [...places].sort((a, b) => a - b),
        );
    });

    test('a threshold counts itself', () => {
        assert.equal(reaches('warning', 'warning'), true);
        assert.equal(reaches('info', 'warning'), false);
        assert.equal(reaches('error', 'none'), false);
    });
});
