import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { positionAt, offsetAt } from '../../../src/dockerfile/positions';
import { rules } from '../../../src/rules/index';
import type { Alias } from '../../../src/rules/rule';
import { fixtureCases } from './cases';
import { judgeIn } from './judging';

const root = 'test/fixtures/parity';

/** The checks of hadolint, and those of a builder. */
const checks = [
    'DL1000 DL1001 DL3000 DL3001 DL3002 DL3003 DL3004 DL3006 DL3007 DL3008 DL3009 DL3010 DL3011 DL3012 DL3013 DL3014',
    'DL3015 DL3016 DL3018 DL3019 DL3020 DL3021 DL3022 DL3023 DL3024 DL3025 DL3026 DL3027 DL3028 DL3029 DL3030 DL3032',
    'DL3033 DL3034 DL3035 DL3036 DL3037 DL3038 DL3040 DL3041 DL3042 DL3043 DL3044 DL3045 DL3046 DL3047 DL3048 DL3049',
    'DL3050 DL3051 DL3052 DL3053 DL3054 DL3055 DL3056 DL3057 DL3058 DL3059 DL3060 DL3061 DL3062 DL3063 DL3064 DL3065',
    'DL3066 DL3067 DL4000 DL4001 DL4003 DL4004 DL4005 DL4006',
    'StageNameCasing FromAsCasing NoEmptyContinuation ConsistentInstructionCasing DuplicateStageName ReservedStageName',
    'JSONArgsRecommended MaintainerDeprecated UndefinedArgInFrom InvalidDefaultArgInFrom RedundantTargetPlatform',
    'FromPlatformFlagConstDisallowed InvalidBaseImagePlatform WorkdirRelativePath UndefinedVar',
    'MultipleInstructionsDisallowed LegacyKeyValueFormat SecretsUsedInArgOrEnv CopyIgnoredFile',
    'InvalidDefinitionDescription ExposeProtoCasing ExposeInvalidFormat',
].flatMap((line) => line.split(' '));

function aliasOf(check: string): Alias {
    return check.startsWith('DL') ? `hadolint:${check}` : `buildkit:${check}`;
}

/** The first lines of the instructions at which a check is reported; comments stand for themselves. */
async function linesOf(alias: Alias, text: string, tree: Readonly<Record<string, string>>): Promise<number[]> {
    const dockerfile = parseDockerfile(text);
    const judge = await judgeIn(tree);
    const places = judge(text)
        .filter(({ aliases }) => aliases.includes(alias))
        .map(({ range }) => {
            const offset = offsetAt(dockerfile, range.start);
            const next = dockerfile.instructions.find(({ start }) => start >= offset)?.start ?? offset;
            const owner = dockerfile.instructions.find(({ start, end }) => start <= offset && offset < end)?.start;
            const isDescription = alias === 'buildkit:InvalidDefinitionDescription';
            return positionAt(dockerfile, isDescription ? next : (owner ?? offset)).line + 1;
        });
    return [...new Set(places)].sort((a, b) => a - b);
}

suite('what other linters report is reported where they do', () => {
    for (const { rule: check, name, text, tree, wantFile } of fixtureCases(root).filter(({ rule }) =>
        checks.includes(rule),
    ))
        test(`${check}: ${name}`, async () => {
            const lines = await linesOf(aliasOf(check), text, tree);
            // written by hand from what the tools document, never from what we report
            assert.equal(lines.join('\n') || 'nothing', readFileSync(wantFile, 'utf8').trim());
        });

    test('every check is reported, with cases for and against, or a departure', () => {
        const covered = new Set(rules.flatMap(({ covers = [] }) => covers));
        const departed = new Set(rules.flatMap(({ departures = [] }) => departures.map(({ from }) => from)));
        const cases = fixtureCases(root);
        for (const check of checks) {
            const alias = aliasOf(check);
            if (!covered.has(alias)) {
                assert.ok(departed.has(alias), `nothing reports ${check}`);
                continue;
            }
            const own = cases.filter(({ rule }) => rule === check);
            const against = own.filter(({ wantFile }) => readFileSync(wantFile, 'utf8') === 'nothing\n');
            assert.ok(own.length - against.length >= 1 && against.length >= 1, `${check} lacks cases`);
        }
    });
});
