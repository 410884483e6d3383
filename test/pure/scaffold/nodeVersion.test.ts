import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseNode } from '../../../src/scaffold/image/nodeVersion';

const cases: readonly (readonly [asked: string | null, release: string])[] = [
    [null, '24'],
    ['20', '20'],
    ['v22.11.0', '22'],
    ['lts/iron', '20'],
    ['lts/jod', '22'],
    ['lts/unknown', '24'],
    ['>=18', '24'],
    ['>= 18.0.0', '24'],
    ['^20.0.0', '20'],
    ['~22.1', '22'],
    ['18.x', '18'],
    ['20.x || 22.x', '22'],
    ['^20.19.0 || >=22.12.0', '24'],
    ['>=18 <23', '22'],
    ['>=18.0.0 <=22', '22'],
    ['<24.0.0', '22'],
    ['<24.5.0', '24'],
    ['>24', '26'],
    ['>24.0.0', '24'],
    ['16 - 20', '20'],
    ['=22.1.0', '22'],
    ['*', '24'],
    ['latest', '24'],
    ['12', '24'],
];

for (const [asked, release] of cases)
    test(`${asked ?? 'nothing said'} gives Node ${release}`, () => {
        assert.equal(chooseNode(asked), release);
    });
