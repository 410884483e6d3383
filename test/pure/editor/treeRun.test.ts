import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDockerfile } from '../../../src/editor/containers/dockerfileOf';
import { programPaths } from '../../../src/editor/containers/programPaths';
import { canBeMounted, runRequest, writtenFolders } from '../../../src/editor/containers/runRequest';
import type { ImageDetails } from '../../../src/engine/engine';
import { memoryFiles } from '../memoryFiles';
import { programOf } from './treeScene';

test('what we run is hardened', () => {
    const request = runRequest({
        name: 'ledger',
        image: 'ledger:dev',
        labels: { a: 'b' },
        ports: [{ container: 8080, protocol: 'tcp', host: 8081 }],
        folders: { kept: ['/data'], temporary: ['/cache'], wholeRoot: false },
        memory: 512,
        processes: 256,
    });
    assert.deepEqual(request, {
        name: 'ledger',
        image: 'ledger:dev',
        env: { GOMEMLIMIT: '471859KiB' },
        ports: [{ container: 8080, protocol: 'tcp', host: 8081, address: '127.0.0.1' }],
        volumes: [{ source: 'ledger-data', target: '/data', readOnly: false }],
        temporary: ['/tmp', '/cache'],
        labels: { a: 'b' },
        readOnlyRoot: true,
        dropCapabilities: true,
        noNewPrivileges: true,
        pidsLimit: 256,
        memoryLimit: 536870912,
        init: false,
    });
});

test('no limit is set where the setting is 0', () => {
    const folders = { kept: [], temporary: [], wholeRoot: true };
    const plan = { name: 'a', image: 'a:dev', labels: {}, ports: [], folders, memory: 0, processes: 0 };
    const { env, memoryLimit, pidsLimit, readOnlyRoot } = runRequest(plan);
    assert.deepEqual(
        { env, memoryLimit, pidsLimit, readOnlyRoot },
        { env: {}, memoryLimit: undefined, pidsLimit: undefined, readOnlyRoot: false },
    );
});

const written: readonly (readonly [name: string, paths: string[], workingDir: string, want: string[]])[] = [
    ['a relative folder stands in the working folder', ['data'], '/app', ['/app/data']],
    ['an absolute folder stays', ['/var/lib/ledger'], '/app', ['/var/lib/ledger']],
    ['the folder for temporary files is writable anyway', ['/tmp', '/tmp/x', 'data'], '/', ['/data']],
    ['a folder below another one is left out', ['data/cache', 'data', 'data'], '/', ['/data']],
    ['dots are resolved, and lead nowhere above the root', ['./a/../b', '../../../c'], '/app', ['/app/b', '/c']],
    ['the working folder itself may be written', ['.'], '/app', ['/app']],
];

for (const [name, paths, workingDir, want] of written) {
    test(name, () => {
        const { command } = programOf({ writesFiles: paths.map((path) => ({ path, file: 'main.go', line: 0 })) });
        assert.deepEqual(writtenFolders(command, workingDir), want);
    });
}

test('a folder that holds the program is not hidden by a volume', () => {
    assert.equal(canBeMounted('/app', ['/app', '/app/server']), false);
    assert.equal(canBeMounted('/app/data', ['/app', '/app/server']), true);
    assert.equal(canBeMounted('/', ['/app']), false);
});

const stages = 'FROM golang AS build\nFROM scratch AS worker\nFROM scratch AS api\n';
const dockerfiles: readonly (readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    command: { name: string; dir: string; module?: string },
    others: number,
    want: string,
])[] = [
    [
        'a stage of its name in the root',
        { Dockerfile: stages },
        { name: 'api', dir: 'cmd/api' },
        1,
        'Dockerfile in . for api',
    ],
    [
        'a Dockerfile beside the command is built from the module',
        { 'cmd/api/Dockerfile': 'FROM scratch\n' },
        { name: 'api', dir: 'cmd/api' },
        1,
        'cmd/api/Dockerfile in .',
    ],
    [
        'a stage of its name is better than a nearer file',
        { 'cmd/api/Dockerfile': 'FROM scratch\n', Dockerfile: stages },
        { name: 'api', dir: 'cmd/api' },
        1,
        'Dockerfile in . for api',
    ],
    [
        'the name may be the file’s',
        { 'Dockerfile.api': 'FROM scratch\n' },
        { name: 'api', dir: 'cmd/api' },
        1,
        'Dockerfile.api in .',
    ],
    [
        'a module of its own is its own context',
        { 'services/api/Dockerfile': 'FROM scratch\n' },
        { name: 'api', dir: 'services/api', module: 'services/api' },
        1,
        'services/api/Dockerfile in services/api',
    ],
    [
        'a file without its stage is doubtful where there are others',
        { Dockerfile: 'FROM scratch\n' },
        { name: 'api', dir: 'cmd/api' },
        1,
        'Dockerfile in . perhaps',
    ],
    [
        'the only command owns the file',
        { Dockerfile: 'FROM scratch\n' },
        { name: 'hello', dir: '' },
        0,
        'Dockerfile in .',
    ],
    [
        'stages compare without case',
        { Dockerfile: 'FROM scratch AS API\n' },
        { name: 'api', dir: 'cmd/api' },
        1,
        'Dockerfile in . for API',
    ],
    [
        'a file that cannot be parsed is found too',
        { Dockerfile: '\u0000\u0001' },
        { name: 'hello', dir: '' },
        0,
        'Dockerfile in .',
    ],
    ['there may be none', { 'main.go': '' }, { name: 'hello', dir: '' }, 0, 'none'],
];

for (const [name, files, given, others, want] of dockerfiles) {
    test(name, async () => {
        const { command, folder } = programOf(given);
        const commands = [command, ...Array.from({ length: others }, () => command)];
        const found = await findDockerfile(memoryFiles(files), { ...folder.project, commands }, command);
        const described =
            found === undefined
                ? 'none'
                : `${found.path} in ${found.context || '.'}${found.target === undefined ? '' : ` for ${found.target}`}${found.isCertain ? '' : ' perhaps'}`;
        assert.equal(described, want);
    });
}

const programs: readonly (readonly [name: string, words: string[], config: unknown, want: string[]])[] = [
    ['an absolute path is the program', ['/api'], {}, ['/api']],
    ['a relative path stands in the working folder', ['./api'], { WorkingDir: '/app' }, ['/app/api']],
    ['a bare name is looked up', ['api'], { Env: ['PATH=/usr/bin:/bin'] }, ['/usr/bin/api', '/bin/api']],
    ['an init program stands before it', ['/tini', '--', '/api', '-v'], {}, ['/tini', '/api']],
    ['a shell is a program too', ['/bin/sh', '-c', 'exec api'], {}, ['/bin/sh']],
    ['an image may start nothing', [], {}, []],
];

for (const [name, entrypoint, config, want] of programs) {
    test(name, () => {
        const raw = { Config: config };
        const details = { entrypoint, command: [], raw } as unknown as ImageDetails;
        assert.deepEqual(programPaths(details), want);
    });
}
