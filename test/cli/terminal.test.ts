import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { suite, test } from 'node:test';
import { printable, processTerminal } from '../../src/cli/terminal';

function coloursOf(isTTY: boolean, env: NodeJS.ProcessEnv): boolean {
    const { stdin, stderr } = process;
    const stdout = Object.assign(new PassThrough(), { isTTY, fd: 1 as const }) as unknown as NodeJS.Process['stdout'];
    return processTerminal({ stdin, stdout, stderr, env, cwd: () => '/', exitCode: 0 }).colours;
}

suite('a terminal', () => {
    test('has colours where it is one, unless a person does not want them', () => {
        assert.equal(coloursOf(true, {}), true);
        assert.equal(coloursOf(true, { NO_COLOR: '' }), true);
        assert.equal(coloursOf(true, { NO_COLOR: '1' }), false);
        assert.equal(coloursOf(true, { TERM: 'dumb' }), false);
        assert.equal(coloursOf(false, {}), false);
    });

    test('gets one line that it does not obey', () => {
        assert.equal(printable('one\r\n\ttwo\u001b[31m \u202Ethree é 😀'), 'one two\\u{1b}[31m \\u{202e}three é 😀');
    });
});
