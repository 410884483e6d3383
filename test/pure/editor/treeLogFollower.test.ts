import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel } from '../../../src/engine/channel';
import type { LogLine } from '../../../src/engine/engine';
import { createLogFollower, type LogFollower } from '../../../src/editor/containers/logFollower';
import { TestEngine, eventually, log } from './treeEngine';
import { containerOf, l10n } from './treeScene';

interface Terminal {
    readonly engine: TestEngine;
    readonly follower: LogFollower;
    /** What is on the screen, without looks. */
    readonly text: () => string;
}

function openTerminal(): Terminal {
    const engine = new TestEngine();
    let written = '';
    const follower = createLogFollower({
        name: 'api',
        session: engine.session(),
        log,
        tail: 10,
        write: (text) => (written += text),
        l10n,
    });
    return {
        engine,
        follower,
        // eslint-disable-next-line no-control-regex -- colours are control characters
        text: () => written.replaceAll(/\u001B\[\d+m/g, '').replaceAll('\r\n', '\n'),
    };
}

function run(engine: TestEngine, id: string): Channel<LogLine> {
    const lines = new Channel<LogLine>();
    engine.logs.set(id, lines);
    engine.containers = [containerOf({ name: 'api', id })];
    return lines;
}

function write(lines: Channel<LogLine>, text: string): void {
    lines.push({ stream: 'stdout', time: `time of ${text}`, text, truncated: false });
}

test('lines are shown as they come', async () => {
    const { engine, follower, text } = openTerminal();
    const lines = run(engine, '1');
    follower.start('1');
    write(lines, 'one');
    write(lines, 'two');
    await eventually(() => text() === 'one\ntwo\n', 'two lines');
    follower.end();
});

test('an end is told, and the next start of the same container goes on behind the last line', async () => {
    const { engine, follower, text } = openTerminal();
    const lines = run(engine, '1');
    follower.start('1');
    write(lines, 'one');
    engine.containers = [containerOf({ name: 'api', id: '1', state: 'exited', exitCode: 2 })];
    lines.close();
    await eventually(() => text().includes('exit code 2'), 'the end');
    const again = run(engine, '1');
    write(again, 'two');
    engine.happen('start', '1');
    await eventually(() => text().endsWith('api runs\ntwo\n'), 'the next start');
    assert.ok(engine.calls.includes('logs 1 since time of one'));
    follower.end();
});

test('another container of the name takes its place', async () => {
    const { engine, follower, text } = openTerminal();
    const lines = run(engine, '1');
    follower.start('1');
    write(lines, 'one');
    await eventually(() => text() === 'one\n', 'a line');
    engine.containers = [];
    lines.close();
    await eventually(() => text().includes('api was removed'), 'the removal');
    const next = run(engine, '2');
    write(next, 'of two');
    engine.happen('start', '2');
    await eventually(() => text().endsWith('of two\n'), 'the next one');
    assert.ok(engine.calls.includes('logs 2'));
    follower.end();
});

test('an engine that is away is waited for', async () => {
    const { engine, follower, text } = openTerminal();
    engine.isUp = false;
    follower.start('1');
    await eventually(() => text().includes('The engine does not answer'), 'the note');
    const lines = run(engine, '1');
    write(lines, 'one');
    engine.isUp = true;
    await eventually(() => text().endsWith('one\n'), 'the line');
    assert.equal(text().split('does not answer').length, 2, 'it is told once');
    follower.end();
});

test('a person ends it and goes on', async () => {
    const { engine, follower, text } = openTerminal();
    run(engine, '1');
    follower.start('1');
    await eventually(() => engine.calls.includes('logs 1'), 'following');
    follower.end();
    follower.end();
    assert.equal(text(), '\nStopped following; press Enter to go on\n');
    const lines = run(engine, '1');
    follower.start();
    write(lines, 'later');
    await eventually(() => text().endsWith('later\n'), 'the line');
    follower.end();
    await eventually(() => engine.watchers === 0, 'the session let go');
});

test('a second start does not follow twice', async () => {
    const { engine, follower } = openTerminal();
    run(engine, '1');
    follower.start('1');
    follower.start('1');
    await eventually(() => engine.calls.includes('logs 1'), 'following');
    assert.equal(engine.calls.filter((call) => call === 'logs 1').length, 1);
    follower.end();
});
