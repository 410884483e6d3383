import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logLineText } from '../../../src/editor/containers/logLine';

/** Escape sequences are written as `<31>` (a colour) here, the escape character itself as `␛`. */
function shown(text: string): string {
    const line = logLineText(text.replaceAll('␛', '\u001B').replaceAll('␇', '\u0007'));
    return line.replaceAll('\u001B[', '<').replaceAll(/<([\d;]*)m/g, '<$1>');
}

const cases: readonly (readonly [name: string, line: string, want: string])[] = [
    ['a plain line stays as it is', 'listening on :8080', 'listening on :8080'],
    ['JSON of slog', '{"time":"x","level":"ERROR","msg":"m"}', '{"time":"x","level":"<31>ERROR<39>","msg":"m"}'],
    ['JSON of zap with spaces', '{"level": "warn"}', '{"level": "<33>warn<39>"}'],
    ['text of slog and logrus', 'time=x level=INFO msg=hello', 'time=x level=<34>INFO<39> msg=hello'],
    ['klog', 'E1124 12:00:00.000000 1 x.go:1] no', '<31>E<39>1124 12:00:00.000000 1 x.go:1] no'],
    [
        'console of zap',
        '2026-11-24T20:00:00.000Z\tDEBUG\tmain.go:1\tx',
        '2026-11-24T20:00:00.000Z\t<90>DEBUG<39>\tmain.go:1\tx',
    ],
    ['log with a level of its own', '2026/11/24 20:00:00 WARN slow', '2026/11/24 20:00:00 <33>WARN<39> slow'],
    ['a panic', 'panic: runtime error', '<31>panic<39>: runtime error'],
    [
        'an error of the runtime',
        'fatal error: all goroutines are asleep',
        '<31>fatal error<39>: all goroutines are asleep',
    ],
    ['a word of prose is no level', 'no error was found', 'no error was found'],
    ['an unknown level stays plain', 'level=notice', 'level=notice'],
    ['its own colours are kept and end with the line', '␛[31mERR␛[0m x', '<31>ERR<0> x<0>'],
    ['a cursor that moves is taken out', 'a␛[2Jb␛[1;1Hc', 'abc'],
    ['the clipboard and the title are out of reach', 'a␛]52;c;ZXZpbA==␇b␛]0;title␛\\c', 'abc'],
    ['an escape at the end is taken out', 'a␛', 'a'],
    ['control characters are taken out, a tab stays', 'a\u0008\u0000\rb\tc\u009Bd', 'ab\tcd'],
];

for (const [name, line, want] of cases) {
    test(name, () => {
        assert.equal(shown(line), want);
    });
}

test('a long line is cut', () => {
    assert.equal(logLineText('x'.repeat(1 << 20)).length, 16 * 1024 + 1);
});
