import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { diskFiles } from '../../src/cli/diskFiles';
import type { Engine } from '../../src/engine/engine';
import type { Command } from '../../src/project/project';
import { readProject } from '../../src/project/reader';
import { defaultChoices, scaffold } from '../../src/scaffold/render';
import { stageNames } from '../../src/scaffold/stageNames';
import { buildImage } from './stackEngine';

export interface ScaffoldedSample {
    /** A copy of the sample project with the files that we write for it. */
    readonly folder: string;
    readonly command: Command;
    readonly stage: string;
}

/** One command of a sample project as a user has it after scaffolding; the copy is removed after the test. */
export async function scaffoldSample(
    context: TestContext,
    project: string,
    name: string,
    { base, change = (text) => text }: { base?: string | undefined; change?: (text: string) => string } = {},
): Promise<ScaffoldedSample> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-stack-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    await cp(path.resolve('test/projects', project), folder, { recursive: true });
    const model = await readProject(diskFiles(folder));
    for (const { path: file, text } of scaffold(model, { ...defaultChoices, base }))
        await writeFile(path.join(folder, file), change(text), { flag: 'wx' });
    const command = model.commands.find((each) => each.name === name);
    const stage = command && stageNames(model).get(command);
    assert.ok(command !== undefined && stage !== undefined, `${project} has no command ${name}`);
    return { folder, command, stage };
}

/** The image of the command, with a version where the program shows one; removed after the test. */
export function buildSample(
    context: TestContext,
    engine: Engine,
    { folder, command, stage }: ScaffoldedSample,
    version: string,
): Promise<string> {
    return buildImage(context, engine, {
        context: folder,
        dockerfile: path.join(folder, 'Dockerfile'),
        target: stage,
        args: command.versionVariables.length > 0 ? { VERSION: version } : {},
    });
}
