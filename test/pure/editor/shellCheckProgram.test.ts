import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { shellScriptsOf, type ShellScript } from '../../../src/dockerfile/shellScript';
import { createScriptChecker } from '../../../src/editor/shellcheck/checkScripts';

const answer = JSON.stringify({
    comments: [{ line: 2, endLine: 2, column: 1, endColumn: 2, level: 'info', code: 2086, message: 'm', fix: null }],
});

/** A stand-in that writes down what it is asked, and of some scripts never finishes. */
const standIn = `#!/bin/sh
cd "$(dirname "$0")" && echo "$*" >> asked
case "$(cat)" in
    *slow*) exec sleep 60 ;;
    *broken*) exit 3 ;;
    *endless*) yes '{"comments":[' | head -c 4000000 ;;
    *) echo '${answer}'; exit 1 ;;
esac
`;

function scriptsIn(...bodies: string[]): readonly ShellScript[] {
    return shellScriptsOf(parseDockerfile(`FROM debian:13\n${bodies.map((body) => `RUN ${body}\n`).join('')}`));
}

suite('asking ShellCheck', { skip: process.platform === 'win32' ? 'the stand-in is a shell script' : false }, () => {
    let folder = '';
    before(() => {
        folder = mkdtempSync(join(tmpdir(), 'gopherdock-shellcheck-'));
        writeFileSync(join(folder, 'shellcheck'), standIn);
        chmodSync(join(folder, 'shellcheck'), 0o755);
    });
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    const asked = (): string[] => readFileSync(join(folder, 'asked'), 'utf8').trimEnd().split('\n');
    const checkerHere = (): ReturnType<typeof createScriptChecker> =>
        createScriptChecker({ ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` });
    const options = { program: 'shellcheck', folder: undefined, signal: new AbortController().signal };

    test('only what has changed is asked again', async () => {
        const checker = checkerHere();
        const first = await checker.check(scriptsIn('a', 'b', 'c'), options);
        assert.deepEqual(
            first?.map(({ comments }) => comments.map(({ code }) => code)),
            [[2086], [2086], [2086]],
        );
        assert.equal(asked().length, 3);
        assert.match(asked()[0] ?? '', /^--format=json1 --shell=dash --exclude=[\d,]+ -$/);
        await checker.check(scriptsIn('a', 'd', 'c'), options);
        assert.equal(asked().length, 4);
        checker.forget();
        await checker.check(scriptsIn('a'), options);
        assert.equal(asked().length, 5);
    });

    test('without the program there is no answer', async () => {
        const checker = createScriptChecker({ PATH: join(folder, 'nowhere') });
        assert.equal(await checker.check(scriptsIn('a'), options), undefined);
    });

    test('an abort ends it', async () => {
        const controller = new AbortController();
        const checking = checkerHere().check(scriptsIn('slow'), { ...options, signal: controller.signal });
        while (!existsSync(join(folder, 'asked')) || asked().length < 6)
            await new Promise((resolve) => setTimeout(resolve, 10));
        controller.abort();
        await assert.rejects(checking, { name: 'AbortError' });
    });

    test('a failure is told, and output without end is none', async () => {
        await assert.rejects(checkerHere().check(scriptsIn('broken'), options), { reason: 'exit' });
        const checked = await checkerHere().check(scriptsIn('endless'), options);
        assert.deepEqual(checked?.[0]?.comments, []);
    });

    test('a script beyond all measure is left out', async () => {
        const checked = await checkerHere().check(scriptsIn(`echo ${'a'.repeat(200_000)}`, 'a'), options);
        assert.equal(checked?.length, 1);
    });
});
