import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { Files } from '../../../src/files';
import { readGoFile } from '../../../src/project/go/readFile';
import { createProjectReader, readProject } from '../../../src/project/reader';
import { memoryFiles } from '../memoryFiles';
import { readArchive } from './archive';

const goMod = 'module example.com/shop\n\ngo 1.26\n';
const listening = (port: number): string =>
    `package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":${port}", nil) }\n`;

/** A tree that changes under the reader, with the paths that were read since the last change. */
function changingFiles(tree: Record<string, string>): {
    files: Files;
    read: string[];
    become: (next: Record<string, string>) => void;
} {
    let current = memoryFiles(tree);
    const read: string[] = [];
    const files: Files = {
        read: (path) => (read.push(path), current.read(path)),
        list: (folder) => current.list(folder),
    };
    const become = (next: Record<string, string>): void => {
        current = memoryFiles(next);
        read.length = 0;
    };
    return { files, read, become };
}

suite('reading a project again', () => {
    test('only a file that was said to have changed is read', async () => {
        const tree = { 'go.mod': goMod, 'main.go': listening(8080), 'lib/lib.go': 'package lib\n' };
        const { files, read, become } = changingFiles(tree);
        const reader = createProjectReader(files);
        assert.deepEqual((await reader.read()).commands[0]?.ports[0]?.port, 8080);
        become({ ...tree, 'main.go': listening(9090) });
        reader.changed('main.go');
        assert.deepEqual((await reader.read()).commands[0]?.ports[0]?.port, 9090);
        assert.deepEqual(read, ['main.go']);
    });

    test('files that come and go are seen', async () => {
        const { files, become } = changingFiles({ 'main.go': listening(8080) });
        const reader = createProjectReader(files);
        assert.deepEqual((await reader.read()).commands, []);
        become({ 'go.mod': goMod, 'cmd/api/main.go': listening(8080) });
        reader.changed('go.mod');
        assert.deepEqual(
            (await reader.read()).commands.map(({ name }) => name),
            ['api'],
        );
    });

    test('an aborted reading rejects, and the next one is whole', async () => {
        const { files } = changingFiles({ 'go.mod': goMod, 'main.go': listening(8080) });
        const reader = createProjectReader(files);
        await assert.rejects(reader.read(AbortSignal.abort()), { name: 'AbortError' });
        assert.equal((await reader.read()).commands.length, 1);
    });
});

suite('any text', () => {
    const folder = 'test/fixtures/projects';
    const archives = readdirSync(folder).filter((name) => name.endsWith('.project'));
    const sources = archives.flatMap((name) =>
        Object.entries(readArchive(readFileSync(`${folder}/${name}`, 'utf8'))).map(([path, text]) => ({ path, text })),
    );

    test('every beginning of a Go file is read without a throw', () => {
        for (const { path, text } of sources.filter((each) => each.path.endsWith('.go')))
            for (let end = 0; end <= text.length; end += 3)
                readGoFile(path, new TextEncoder().encode(text.slice(0, end))).declarations();
    });

    test('a project whose files all end too early is read without a throw', async () => {
        for (const share of [0.2, 0.5, 0.8]) {
            const cut = sources.map(({ path, text }) => [path, text.slice(0, text.length * share)] as const);
            await readProject(memoryFiles({ ...Object.fromEntries(cut), 'go.mod': goMod }));
        }
    });

    test('deep nesting neither overflows the stack nor takes long', async () => {
        const deep = `package main\n\nfunc main() { f(${'('.repeat(50_000)}1${')'.repeat(50_000)}) }\n`;
        const files = memoryFiles({
            'go.mod': goMod,
            'main.go': deep,
            'open.go': `package main\n${'{('.repeat(50_000)}`,
        });
        assert.equal((await readProject(files)).commands.length, 1);
    });
});

suite('a folder that is not as it should be', () => {
    test('links are not followed, so that a loop ends', async () => {
        const tree = memoryFiles({ 'go.mod': goMod, 'main.go': listening(8080), 'web/index.html': '' });
        const files: Files = {
            read: (path) => tree.read(path.replaceAll('loop/', '')),
            list: async (folder) => [
                ...(await tree.list(folder.replaceAll(/(?:^|\/)loop/g, ''))),
                { name: 'loop', kind: 'link', size: 0 },
            ],
        };
        const { commands, faults } = await readProject(files);
        assert.deepEqual([commands.length, faults], [1, []]);
    });

    test('a source that is not UTF-8 is read as far as it can be', async () => {
        const text = new TextEncoder().encode(listening(8080).replace('main()', 'main() /* ? */'));
        const broken = text.map((byte) => (byte === 63 ? 0xff : byte));
        const { commands } = await readProject(
            memoryFiles({
                'go.mod': goMod,
                'main.go': broken,
                'latin.go': new Uint8Array([0xe9, 0xff, 0xfe, 0, 10]),
                'wide.go': new Uint8Array(Buffer.from(listening(1), 'utf16le')),
            }),
        );
        assert.deepEqual(
            commands.map(({ ports }) => ports.map(({ port }) => port)),
            [[8080]],
        );
    });

    test('ten thousand files are read whole', async () => {
        const tree: Record<string, string> = { 'go.mod': goMod, 'main.go': listening(8080) };
        for (let index = 0; index < 10_000; index++)
            tree[`pkg${index % 500}/file${index}.go`] =
                `package pkg${index % 500}\n\nconst Name${index} = "${index}"\n`;
        const { commands, faults } = await readProject(memoryFiles(tree));
        assert.deepEqual([commands.length, faults], [1, []]);
    });

    test('files that go, come and change while they are read give an answer, and the next one is right', async () => {
        const before = { 'go.mod': goMod, 'cmd/api/main.go': listening(8080), 'cmd/old/main.go': listening(8081) };
        const after = { 'go.mod': goMod, 'cmd/api/main.go': listening(9090), 'cmd/new/main.go': listening(9091) };
        const { files, become } = changingFiles(before);
        let reads = 0;
        const edited: Files = {
            list: (folder) => files.list(folder),
            read: (path) => {
                if (++reads === 2) become(after);
                return files.read(path);
            },
        };
        const reader = createProjectReader(edited);
        assert.equal((await reader.read()).modules.length, 1);
        reader.changed();
        const { commands } = await reader.read();
        assert.deepEqual(
            commands.map(({ name, ports }) => [name, ports[0]?.port]),
            [
                ['api', 9090],
                ['new', 9091],
            ],
        );
    });
});
