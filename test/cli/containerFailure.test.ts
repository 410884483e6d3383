import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readContainerFailure } from '../../src/cli/containerFailure';
import type { ContainerDetails, Engine, ImageDetails, LogLine } from '../../src/engine/engine';
import { EngineError } from '../../src/engine/engineError';

const details: ContainerDetails = {
    id: 'f00',
    name: 'api',
    state: 'exited',
    exitCode: 255,
    oomKilled: false,
    error: '',
    restarts: 0,
    tty: false,
    image: 'api:dev',
    imageId: 'sha256:1',
    user: '65532',
    entrypoint: ['api'],
    command: ['--verbose'],
    workingDir: '/app',
    env: ['PATH=/usr/local/bin:/bin'],
    labels: {},
    started: undefined,
    finished: undefined,
    health: 'unhealthy',
    mounts: [],
    healthLog: [{ exitCode: 1, output: 'no answer' }],
    raw: {},
};
const image: ImageDetails = {
    id: 'sha256:1',
    tags: ['api:dev'],
    created: 0,
    size: 0,
    os: 'linux',
    arch: 'arm64',
    user: '65532',
    entrypoint: ['api'],
    command: [],
    exposedPorts: [],
    labels: {},
    raw: {},
};

/** An engine that knows one container; `asked` are the files that were looked for in it. */
function engineWith(
    container: ContainerDetails,
    has: { readonly image: boolean },
): { engine: Pick<Engine, 'inspect' | 'inspectImage' | 'logs' | 'readFile'>; asked: string[] } {
    const asked: string[] = [];
    const missing = (what: string) => Promise.reject(new EngineError('missing', `There is no ${what}`));
    const engine: Pick<Engine, 'inspect' | 'inspectImage' | 'logs' | 'readFile'> = {
        inspect: (id) => (id === 'api' ? Promise.resolve(container) : missing('container')),
        inspectImage: () => (has.image ? Promise.resolve(image) : missing('image')),
        // eslint-disable-next-line @typescript-eslint/require-await -- a log is read asynchronously even where it is all there
        async *logs(): AsyncIterable<LogLine> {
            for (const text of ['starting', 'exec /usr/local/bin/api: no such file or directory'])
                yield { stream: 'stderr', time: '', text, truncated: false };
        },
        readFile: (_id, file) => {
            asked.push(file);
            return missing('file');
        },
    };
    return { engine, asked };
}

const signal = new AbortController().signal;

suite('the failure of a container', () => {
    test('is what the engine knows of it, its log and its image', async () => {
        const { engine, asked } = engineWith(details, { image: true });
        assert.deepEqual(await readContainerFailure(engine, 'api', signal), {
            phase: 'run',
            lines: ['starting', 'exec /usr/local/bin/api: no such file or directory'],
            exitCode: 255,
            oomKilled: false,
            engineError: undefined,
            health: [{ exitCode: 1, output: 'no answer' }],
            image: { reference: 'api:dev', arch: 'arm64', entrypoint: ['api', '--verbose'], binary: undefined },
        });
        assert.deepEqual(asked, ['/usr/local/bin/api', '/bin/api']);
    });

    test('is one of its start where it never ran, with the words of the engine', async () => {
        const created: ContainerDetails = {
            ...details,
            state: 'created',
            exitCode: 128,
            error: 'port is already allocated',
        };
        const { phase, engineError, exitCode } = await readContainerFailure(
            engineWith(created, { image: true }).engine,
            'api',
            signal,
        );
        assert.deepEqual([phase, engineError, exitCode], ['start', 'port is already allocated', 128]);
    });

    test('has no exit code while it runs', async () => {
        const running: ContainerDetails = { ...details, state: 'running', exitCode: 0 };
        assert.equal(
            (await readContainerFailure(engineWith(running, { image: true }).engine, 'api', signal)).exitCode,
            undefined,
        );
    });

    test('is known without its image, which may be gone', async () => {
        const { engine, asked } = engineWith(details, { image: false });
        assert.equal((await readContainerFailure(engine, 'api', signal)).image, undefined);
        assert.deepEqual(asked, []);
    });

    test('cannot be read of a container that is not there', async () => {
        await assert.rejects(
            readContainerFailure(engineWith(details, { image: true }).engine, 'web', signal),
            (error) => error instanceof EngineError && error.reason === 'missing',
        );
    });
});
