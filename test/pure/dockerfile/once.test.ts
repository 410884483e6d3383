import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { oncePer, oncePerDockerfile } from '../../../src/dockerfile/once';
import { parseDockerfile } from '../../../src/dockerfile/parse';

suite('what is worked out once', () => {
    test('is so for each Dockerfile, whatever comes out', () => {
        let worked = 0;
        const count = oncePerDockerfile(() => {
            worked++;
        });
        const [one, other] = [parseDockerfile('FROM a\n'), parseDockerfile('FROM a\n')];
        for (const dockerfile of [one, one, other]) count(dockerfile);
        assert.equal(worked, 2);
    });

    test('is so for each key in each Dockerfile', () => {
        const asked: string[] = [];
        const ask = oncePer(({ text }, key: string) => {
            asked.push(text + key);
            return key === 'x' ? undefined : key;
        });
        const [one, other] = [parseDockerfile('1'), parseDockerfile('2')];
        assert.equal(ask(one, 'x'), undefined);
        assert.equal(ask(one, 'x'), undefined);
        assert.equal(ask(one, 'y'), 'y');
        assert.equal(ask(other, 'y'), 'y');
        assert.deepEqual(asked, ['1x', '1y', '2y']);
    });
});
