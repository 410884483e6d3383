import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { diskFiles } from '../../src/cli/diskFiles';
import type { Files } from '../../src/files';
import { readProject } from '../../src/project/reader';
import { defaultConfig } from '../../src/rules/config';
import { lint } from '../../src/rules/lint';
import { loadSubject } from '../../src/rules/load';
import { findBuildTargets } from '../../src/scaffold/buildTargets';
import { checkChoices, defaultChoices, scaffold } from '../../src/scaffold/render';
import type { ScaffoldedFile } from '../../src/scaffold/scaffold';
import { readShape, root, shapes } from '../full/shapes';
import { describe } from './project/describe';

suite('what is read of a project, written for it and said of that', () => {
    for (const shape of shapes)
        test(shape.name.replaceAll('-', ' '), async () => {
            const project = await readShape(shape);
            assert.deepEqual(project.commands.map(({ name }) => name).sort(), Object.keys(shape.programs).sort());
            for (const { name, ports } of project.commands)
                if (shape.programs[name]?.env?.['PORT'] === undefined)
                    assert.deepEqual(
                        ports.map(({ port }) => port),
                        [shape.programs[name]?.port ?? []].flat(),
                    );
            assert.deepEqual(checkChoices(project, defaultChoices), []);
            const files = scaffold(project, { ...defaultChoices, files: ['dockerfile', 'dockerignore', 'compose'] });

            const wantFile = `${root}/${shape.name}.want`;
            const described = [describe(project), ...files.map(withoutHash)].join('\n');
            if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
            assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');

            for (const { dockerfile, context } of findBuildTargets(project))
                assert.deepEqual(await judge(shape.folder, files, dockerfile, context), []);
        });
});

test('no expectation is left over from a shape that is gone', () => {
    const names = new Set(shapes.flatMap(({ name }) => [name, `${name}.json`, `${name}.want`]));
    assert.deepEqual(
        readdirSync(root).filter((entry) => !names.has(entry)),
        [],
    );
});

/** What we say ourselves of a Dockerfile that we wrote, in the folder that it is built in, with all that was written beside it. */
async function judge(
    folder: string,
    written: readonly ScaffoldedFile[],
    dockerfile: string,
    context: string,
): Promise<readonly string[]> {
    const files = withFiles(context === '' ? folder : `${folder}/${context}`, inside(context, written));
    const path = context === '' ? dockerfile : dockerfile.slice(context.length + 1);
    const text = new TextDecoder().decode(await files.read(path));
    assert.notEqual(text, '');
    const given = { project: await readProject(files), contextFolder: '', settings: defaultConfig.settings };
    const subject = await loadSubject(files, { path, text }, given);
    return lint(subject, { profile: 'strict', config: defaultConfig }).map(
        ({ rule, message }) => `${rule}: ${message}`,
    );
}

function inside(folder: string, written: readonly ScaffoldedFile[]): ReadonlyMap<string, Uint8Array> {
    const prefix = folder === '' ? '' : `${folder}/`;
    const below = written.filter(({ path }) => path.startsWith(prefix));
    return new Map(below.map(({ path, text }) => [path.slice(prefix.length), new TextEncoder().encode(text)]));
}

function withFiles(folder: string, written: ReadonlyMap<string, Uint8Array>): Files {
    const disk = diskFiles(folder);
    return {
        list: (path) => disk.list(path),
        read: (path) => {
            const content = written.get(path);
            return content === undefined ? disk.read(path) : Promise.resolve(content);
        },
    };
}

/** The hash would hide what else changes. */
function withoutHash({ path, text }: ScaffoldedFile): string {
    return `-- ${path} --\n${text.replace(/\n# gopherdock:hash=.*\n$/, '')}`;
}
