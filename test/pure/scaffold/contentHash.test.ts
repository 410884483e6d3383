import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentHash, isIntact, signText } from '../../../src/scaffold/contentHash';

// http://www.isthe.com/chongo/tech/comp/fnv/, test vectors of the 64-bit FNV-1a
const vectors = { '': 'cbf29ce484222325', a: 'af63dc4c8601ec8c', foobar: '85944171f73967e8' };

for (const [text, hash] of Object.entries(vectors))
    test(`the hash of "${text}" is as published`, () => {
        assert.equal(contentHash(text), hash);
    });

const signed = signText('FROM scratch\nUSER 1\n\n');

for (const [name, text, want] of [
    ['a text is intact as it was signed', signed, true],
    ['line ends of Windows leave it intact', signed.replaceAll('\n', '\r\n'), true],
    ['a byte order mark leaves it intact', `\uFEFF${signed}`, true],
    ['blank lines at the end leave it intact', `${signed}\n\n`, true],
    ['no line end at the end leaves it intact', signed.trimEnd(), true],
    ['a changed letter does not', signed.replace('USER 1', 'USER 2'), false],
    ['a blank at the end of a line does not', signed.replace('scratch', 'scratch '), false],
    ['a line behind the hash does not', `${signed}USER 0\n`, false],
    ['a changed hash does not', signed.replace(/hash=./, 'hash=x'), false],
    ['a text without a hash was not written by us', 'FROM scratch\n', false],
    ['a hash of something else is of no use', `FROM alpine\n${signed.split('\n').at(-2) ?? ''}\n`, false],
] as const)
    test(name, () => {
        assert.equal(isIntact(text), want);
    });
