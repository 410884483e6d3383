import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isDockerfile } from '../../../src/editor/lint/dockerfileDocuments';

const cases: readonly (readonly [path: string, languageId: string, scheme: string, isOne: boolean])[] = [
    ['/a/Dockerfile', 'dockerfile', 'file', true],
    ['/a/Dockerfile', 'plaintext', 'vscode-remote', true],
    ['/a/Containerfile.dev', 'plaintext', 'file', true],
    ['/a/api.dockerfile', 'plaintext', 'vscode-vfs', true],
    ['Untitled-1', 'dockerfile', 'untitled', true],
    ['/a/anything', 'dockerfile', 'file', true],
    ['/a/Dockerfile.dockerignore', 'dockerfile', 'file', false],
    ['/a/dockerfile.go', 'go', 'file', false],
    ['/a/Dockerfiles', 'plaintext', 'file', false],
    ['/a/README.md', 'markdown', 'file', false],
    ['/a/Dockerfile', 'dockerfile', 'git', false],
    ['/a/Dockerfile', 'dockerfile', 'gopherdock-proposed', false],
];

suite('which documents are Dockerfiles', () => {
    for (const [path, languageId, scheme, isOne] of cases)
        test(`${scheme}:${path} in ${languageId} is ${isOne ? '' : 'not '}one`, () => {
            assert.equal(isDockerfile({ languageId, uri: { scheme, path } }), isOne);
        });
});
