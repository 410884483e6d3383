import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lastInstruction, shellAt, userAt, workdirAt } from '../../../src/dockerfile/configuration';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { finalStage, lineageOf, stageOf } from '../../../src/dockerfile/stages';
import type { Instruction } from '../../../src/dockerfile/syntax';
import { environmentAt, knowsAllVariables, namesAt } from '../../../src/dockerfile/variables';

const dockerfile = parseDockerfile(`ARG GLOBAL=1
FROM alpine AS base
ARG FIRST
ENV HOME=/root
USER app
SHELL ["/bin/ash", "-c"]
FROM base AS final
ENV SECOND=$HOME/x THIRD=$MISSING
ARG SECOND=other
WORKDIR /a
RUN one
WORKDIR b
USER root
SHELL ["/bin/bash", "-c"]
RUN two
FROM example.com/own
RUN three
`);

function instruction(text: string): Instruction {
    const found = dockerfile.instructions.find(({ start, end }) => dockerfile.text.slice(start, end) === text);
    assert.ok(found, text);
    return found;
}

suite('variables', () => {
    test('names are those of the stage so far, its parents and the base image', () => {
        assert.deepEqual([...namesAt(dockerfile, instruction('RUN one'))].sort(), [
            'FIRST',
            'HOME',
            'PATH',
            'SECOND',
            'THIRD',
        ]);
        assert.deepEqual([...namesAt(dockerfile, instruction('ARG FIRST'))].sort(), ['PATH']);
        assert.ok(namesAt(dockerfile, instruction('FROM base AS final')).has('GLOBAL'));
        assert.ok(namesAt(dockerfile, instruction('FROM base AS final')).has('TARGETARCH'));
    });

    test('the environment holds ENV and the base image, not ARG', () => {
        const environment = environmentAt(dockerfile, instruction('RUN one'));
        assert.deepEqual([...environment.keys()].sort(), ['HOME', 'PATH', 'SECOND', 'THIRD']);
        assert.equal(environment.get('SECOND'), '/root/x');
        assert.equal(environment.get('THIRD'), undefined);
    });

    test('it is known whether a base image could set more', () => {
        assert.ok(knowsAllVariables(dockerfile, instruction('RUN one')));
        assert.ok(knowsAllVariables(dockerfile, instruction('ARG GLOBAL=1')));
        assert.ok(!knowsAllVariables(dockerfile, instruction('RUN three')));
    });
});

suite('settings', () => {
    test('hold from where they stand', () => {
        const [one, two] = [instruction('RUN one'), instruction('RUN two')];
        const stage = stageOf(dockerfile, one);
        assert.ok(stage);
        assert.equal(userAt(dockerfile, stage, one).value, 'app');
        assert.equal(userAt(dockerfile, stage, two).value, 'root');
        assert.equal(workdirAt(dockerfile, stage, one).value, '/a');
        assert.equal(workdirAt(dockerfile, stage, two).value, '/a/b');
        assert.deepEqual(shellAt(dockerfile, stage, one).value, ['/bin/ash', '-c']);
        assert.deepEqual(shellAt(dockerfile, stage).value, ['/bin/bash', '-c']);
        assert.equal(lastInstruction(dockerfile, stage, 'SHELL', one), instruction('SHELL ["/bin/ash", "-c"]'));
        assert.equal(lastInstruction(dockerfile, stage, 'CMD'), undefined);
    });

    test('are unknown over a base image that is not known', () => {
        const stage = finalStage(dockerfile);
        assert.ok(stage);
        assert.deepEqual(userAt(dockerfile, stage), { value: undefined, instruction: undefined });
        assert.deepEqual(workdirAt(dockerfile, stage), { value: undefined, instruction: undefined });
    });

    test('a stage knows its parents, nearest first', () => {
        const [base, final] = dockerfile.stages;
        assert.ok(base && final);
        assert.deepEqual(lineageOf(dockerfile, final), [final, base]);
        assert.equal(stageOf(dockerfile, instruction('ARG GLOBAL=1')), undefined);
        assert.equal(finalStage(parseDockerfile('')), undefined);
    });

    test('Windows has drives and its own shell', () => {
        const windows = parseDockerfile('FROM mcr.microsoft.com/windows/nanoserver\nWORKDIR C:\\\\app\n');
        const stage = finalStage(windows);
        assert.ok(stage);
        assert.equal(workdirAt(windows, stage).value, 'C:\\app');
        assert.deepEqual(shellAt(windows, stage).value, ['cmd', '/S', '/C']);
    });
});
