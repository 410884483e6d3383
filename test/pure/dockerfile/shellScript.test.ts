import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { positionAt } from '../../../src/dockerfile/positions';
import { insertionBefore, shellScriptsOf, spanOfPlace, writtenAs } from '../../../src/dockerfile/shellScript';
import { allCases, checkCases } from './cases';

/** Each script as ShellCheck is given it, with the line that it comes from. */
function describe(text: string): string {
    const dockerfile = parseDockerfile(text);
    return shellScriptsOf(dockerfile)
        .map((script) => {
            const { line } = positionAt(dockerfile, script.instruction.start);
            const excluded = script.excluded.join(',');
            return `--- line ${line + 1}: ${script.source.kind} for ${script.dialect} without ${excluded}\n${script.text}\n`;
        })
        .join('');
}

suite('scripts for ShellCheck', () => {
    checkCases('shellScript', describe);

    test('every character of a script stands where it is written', () => {
        for (const { text } of allCases()) {
            for (const script of shellScriptsOf(parseDockerfile(text))) {
                const lines = script.text.split('\n');
                for (let line = script.linesBefore + 1; line <= lines.length; line++) {
                    const characters = Array.from(lines[line - 1] ?? '');
                    for (const [index, character] of characters.entries()) {
                        const column = index + 1;
                        const span = spanOfPlace(script, { line, column, endLine: line, endColumn: column + 1 });
                        assert.ok(span);
                        const written = text.slice(span.written.start, span.written.end);
                        if (script.source.kind === 'exec') assert.ok(written === character || written.startsWith('\\'));
                        else assert.equal(written, character);
                    }
                }
            }
        }
    });

    test('a place outside the script is none', () => {
        const [script] = shellScriptsOf(parseDockerfile('FROM alpine\nRUN echo a\n'));
        assert.ok(script);
        const at = (line: number, column: number): unknown =>
            spanOfPlace(script, { line, column, endLine: line, endColumn: column });
        assert.ok(at(script.linesBefore + 1, 1));
        assert.ok(at(script.linesBefore + 1, 7), 'the very end');
        assert.equal(at(script.linesBefore, 1), undefined);
        assert.equal(at(script.linesBefore + 1, 8), undefined);
        assert.equal(at(script.linesBefore + 2, 1), undefined);
    });

    test('what is put before a character stands behind the continuation', () => {
        const text = 'FROM alpine\nRUN echo \\\n$a\n';
        const [script] = shellScriptsOf(parseDockerfile(text));
        assert.ok(script);
        assert.equal(insertionBefore(script, 'echo '.length), text.indexOf('$a'));
        assert.equal(insertionBefore(script, 'echo $a'.length), text.indexOf('$a') + 2);
    });

    test('a text is written as its place asks for', () => {
        const written = (run: string, replacement: string): string | undefined => {
            const [script] = shellScriptsOf(parseDockerfile(`FROM alpine\nRUN ${run}\n`));
            assert.ok(script);
            return writtenAs(script, replacement);
        };
        assert.equal(written('echo', '"'), '"');
        assert.equal(written('echo', 'a\nb'), undefined);
        assert.equal(written('["sh", "-c", "echo"]', '"\n'), String.raw`\"\n`);
        assert.equal(written('<<EOF\necho\nEOF', 'a\nb'), 'a\nb');
    });
});
