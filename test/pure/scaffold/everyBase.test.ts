import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { baseOf, processOf, userAt, workdirAt } from '../../../src/dockerfile/configuration';
import { createBuildContext, parseIgnoreFile } from '../../../src/dockerfile/ignore';
import { stageByReference } from '../../../src/dockerfile/stages';
import type { Dockerfile, Stage } from '../../../src/dockerfile/syntax';
import { runtimeBases } from '../../../src/facts/runtimeBases';
import { findBuildTargets } from '../../../src/scaffold/buildTargets';
import { isIntact } from '../../../src/scaffold/contentHash';
import { defaultConfig } from '../../../src/rules/config';
import { lint } from '../../../src/rules/lint';
import { checkChoices, defaultChoices, scaffold } from '../../../src/scaffold/render';
import { readCases, type Case } from './cases';

const bases = [undefined, ...runtimeBases.map(({ name }) => name)];

for (const { name, project, choices } of readCases())
    test(`on every base: ${name.replaceAll('-', ' ')}`, () => {
        for (const base of bases) checkScaffold(project, { ...choices, files: defaultChoices.files, base });
    });

const everyChoice = [
    { targets: 'test,dev,debug', health: '/healthz' },
    { cross: 'xx', targets: 'debug' },
    { private: 'ssh', ca: 'secret', goproxy: 'https://proxy.example.com,direct', gonosumdb: 'example.com/*' },
    { health: 'off', port: '9000', user: '1000', go: '1.27', tags: 'one,two' },
];

for (const { name, project, choices } of readCases())
    test(`with every choice: ${name.replaceAll('-', ' ')}`, () => {
        for (const set of everyChoice)
            for (const base of [undefined, 'scratch', 'alpine'])
                checkScaffold(project, {
                    ...choices,
                    files: defaultChoices.files,
                    set: { ...choices.set, ...set },
                    base,
                });
    });

function checkScaffold(project: Case['project'], choices: Case['choices']): void {
    const files = scaffold(project, choices);
    assert.deepEqual(scaffold(project, choices), files, 'the same question has the same answer');
    const targets = findBuildTargets(project);
    for (const { path, text, reasons } of files) {
        assert.ok(isIntact(text), `${path} carries its hash`);
        assert.ok(reasons.length > 0, `${path} has reasons`);
        if (/(?:^|[./])Dockerfile$/.test(path)) {
            const stages = targets.filter(({ dockerfile }) => dockerfile === path).map(({ target }) => target);
            const dockerfile = parseDockerfile(text);
            checkDockerfile(dockerfile, stages);
            if (checkChoices(project, choices).length === 0) checkFindings(dockerfile, project, choices);
        } else checkIgnoreFile(text);
    }
}

function checkDockerfile(dockerfile: Dockerfile, targets: readonly string[]): void {
    assert.deepEqual(dockerfile.errors, []);
    const names = dockerfile.stages.map((stage) => stage.name?.value);
    assert.deepEqual(names, [...new Set(names)], 'no stage has the name of another');
    const images = dockerfile.stages.filter(({ name }) => targets.includes(name?.value ?? ''));
    assert.ok(images.length > 0);
    assert.equal(images.at(-1), dockerfile.stages.at(-1), 'a plain build makes an image that can run');
    for (const stage of images) checkImage(dockerfile, stage);
    for (const stage of dockerfile.stages) assert.notEqual(baseOf(dockerfile, stage)?.facts, undefined);
    for (const { keyword, flags, stage } of dockerfile.instructions) {
        const from = flags.find(({ name }) => name === 'from')?.value?.value;
        if (keyword === 'COPY' && from !== undefined)
            assert.notEqual(stageByReference(dockerfile, from, stage ?? 0), undefined, `${from} is a stage before`);
    }
}

/** What we write, we have nothing against ourselves, but for a base without the shell that a program starts: then it was asked for. */
function checkFindings(dockerfile: Dockerfile, project: Case['project'], { base }: Case['choices']): void {
    const subject = { dockerfile, project, context: undefined, settings: defaultConfig.settings };
    const findings = lint(subject, { profile: 'strict', config: defaultConfig });
    const unasked = findings.filter(({ rule }) => base === undefined || rule !== 'shell-missing-for-program');
    assert.deepEqual(
        unasked.map(({ rule, message }) => `${rule}: ${message}`),
        [],
    );
}

function checkImage(dockerfile: Dockerfile, stage: Stage): void {
    assert.match(userAt(dockerfile, stage).value ?? '', /^[1-9]\d*:\d+$/);
    // Not every image is known to have one.
    if (baseOf(dockerfile, stage)?.facts?.workdir !== undefined)
        assert.match(workdirAt(dockerfile, stage).value ?? '', /^\//);
    const { entrypoint } = processOf(dockerfile, stage);
    assert.match(entrypoint?.json?.items[0]?.value ?? '', /^\/usr\/local\/bin\/\w/);
}

function checkIgnoreFile(text: string): void {
    assert.deepEqual(parseIgnoreFile(text).faults, []);
    const context = createBuildContext({ paths: [], ignoreText: text, truncated: false });
    for (const path of ['.git/HEAD', '.env', 'deploy/tls.key']) assert.ok(context.ignores(path), path);
    for (const path of ['go.mod', 'go.sum', 'go.work', 'cmd/bin/main.go', 'default.pgo', 'docs/docs.go'])
        assert.ok(!context.ignores(path), path);
}
