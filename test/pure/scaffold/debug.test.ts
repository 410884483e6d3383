import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { isIntact } from '../../../src/scaffold/contentHash';
import { scaffold } from '../../../src/scaffold/render';
import { readCases, type Case } from './cases';

interface Override {
    readonly services: Readonly<
        Record<string, { readonly build: { readonly target: string }; readonly ports: readonly string[] }>
    >;
}
interface Launch {
    readonly configurations: readonly { readonly name: string; readonly port: number }[];
}

for (const { name, project, choices } of readCases())
    test(`debugging: ${name.replaceAll('-', ' ')}`, () => {
        checkDebug(project, choices);
    });

/** Every service builds a stage that is there, and is reached where the editor attaches. */
function checkDebug(project: Case['project'], choices: Case['choices']): void {
    const files = scaffold(project, { ...choices, files: ['dockerfile', 'debug'] });
    const textOf = (path: string): string | undefined => files.find((file) => file.path === path)?.text;
    const [override, launch] = [textOf('compose.debug.yaml'), textOf('.vscode/launch.json')];
    const dockerfiles = files.filter(({ path }) => /(?:^|[./])Dockerfile$/.test(path));
    assert.equal(override === undefined, dockerfiles.length === 0);
    if (override === undefined || launch === undefined) return;
    assert.ok(isIntact(override) && isIntact(launch));
    const stages = dockerfiles.flatMap(({ text }) => parseDockerfile(text).stages.map((stage) => stage.name?.value));
    const { services } = parse(override) as Override;
    const { configurations } = JSON.parse(launch.replaceAll(/^\/\/.*$/gm, '')) as Launch;
    const reached = Object.entries(services).map(([service, { build, ports }]) => {
        assert.ok(stages.includes(build.target), build.target);
        return { name: `Attach to ${service} in its container`, ports };
    });
    assert.deepEqual(
        configurations.map((each) => ({ name: each.name, ports: [`127.0.0.1:${each.port}:2345`] })),
        reached,
    );
}
