/** Builds by a real engine: success, cache, failure, cancelling, an older command, and what is in the image then. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BuildEvent, BuildRequest, BuildStep } from '../../src/engine/build';
import type { Engine } from '../../src/engine/engine';
import { readImageFile } from '../../src/engine/imageFile';
import { labelNames } from '../../src/engine/labels';
import { build, type BuildOptions } from '../../src/engine/runBuild';
import { findProgram } from '../../src/programs/findProgram';
import { failsWith } from '../pure/engine/failure';
import { folderOf } from './engineContainer';
import { testEngine, testLabels } from './stackEngine';

let engine: Engine;

before(async () => {
    engine = await testEngine();
});

after(() => {
    engine.dispose();
});

interface Build {
    readonly events: readonly BuildEvent[];
    /** The last state of each step that is named in the Dockerfile. */
    readonly steps: ReadonlyMap<string, BuildStep['state']>;
    readonly last: BuildEvent;
}

async function buildFolder(
    context: TestContext,
    folder: string,
    given: Partial<BuildRequest> = {},
    options: Partial<BuildOptions> = {},
    onEvent: (event: BuildEvent) => void = () => undefined,
): Promise<Build> {
    const request: BuildRequest = {
        context: folder,
        dockerfile: path.join(folder, 'Dockerfile'),
        target: undefined,
        tags: [],
        args: {},
        labels: testLabels,
        platforms: [],
        noCache: false,
        ...given,
    };
    const events: BuildEvent[] = [];
    const signal = AbortSignal.timeout(120_000);
    for await (const event of build(request, { endpoint: engine.endpoint, signal, ...options })) {
        events.push(event);
        onEvent(event);
    }
    const last = events.at(-1);
    assert.ok(last !== undefined);
    if (last.kind === 'done' && last.imageId !== undefined) {
        const { imageId } = last;
        context.after(() => engine.removeImage(imageId).catch(() => undefined));
        for (const tag of request.tags) context.after(() => engine.removeImage(tag).catch(() => undefined));
    }
    const steps = new Map<string, BuildStep['state']>();
    for (const event of events) {
        if (event.kind !== 'step') continue;
        const [, instruction] = /^\[[^\]]*\d+\/\d+\] (.*)$/.exec(event.step.name) ?? [];
        if (instruction !== undefined) steps.set(instruction, event.step.state);
    }
    return { events, steps, last };
}

const linesOf = ({ events }: Build) => events.flatMap((event) => (event.kind === 'line' ? [event.text] : []));

test('an image from scratch is built, tagged and labelled, cached the next time, and a file of it is read', async (context) => {
    const tag = `gopherdock-test/scratch-${process.pid}:dev`;
    const folder = await folderOf(context, {
        Dockerfile: `FROM busybox AS make\nARG WORDS\nRUN echo "$WORDS ${process.pid}" | tee /words\nFROM scratch\nCOPY --from=make /words /app/words\n`,
    });
    const given = { tags: [tag], args: { WORDS: "it's größe $HOME" } };
    const first = await buildFolder(context, folder, given);
    assert.equal(first.last.kind, 'done');
    assert.deepEqual(
        [...first.steps.values()].filter((state) => state !== 'done' && state !== 'cached'),
        [],
    );
    assert.equal(first.steps.get('COPY --from=make /words /app/words'), 'done');
    assert.ok(linesOf(first).includes(`it's größe $HOME ${process.pid}`), linesOf(first).join('\n'));

    const image = await engine.inspectImage(tag);
    assert.equal(first.last.imageId, image.id);
    assert.equal(image.labels['gopherdock.test'], '1');
    const second = await buildFolder(context, folder, given);
    assert.equal(second.steps.get('COPY --from=make /words /app/words'), 'cached');

    assert.equal(
        Buffer.from(await readImageFile(engine, tag, '/app/words', 1000)).toString(),
        `it's größe $HOME ${process.pid}\n`,
    );
    await assert.rejects(readImageFile(engine, tag, '/nowhere', 1000), failsWith('missing'));
    const left = (await engine.containers()).filter(
        ({ labels, image: of }) => labels[labelNames.temporary] !== undefined && of === tag,
    );
    assert.deepEqual(left, []);
});

test('a build that fails says which step, and keeps its log', async (context) => {
    const folder = await folderOf(context, {
        Dockerfile: 'FROM busybox\nRUN echo "it is going to break" && echo "it broke" >&2 && exit 3\nRUN echo never\n',
    });
    const failed = await buildFolder(context, folder, { noCache: true });
    assert.ok(failed.last.kind === 'failed');
    assert.match(failed.last.message, /exit code: 3$/);
    assert.match(failed.last.log, /it is going to break[^]*it broke[^]*exit code: 3/);
    assert.deepEqual([...failed.steps.values()].filter((state) => state === 'failed').length, 1);
});

test('secrets reach the build by file and by value, and are nowhere else', async (context) => {
    const value = `s3cret-${process.pid}`;
    const folder = await folderOf(context, {
        Dockerfile:
            'FROM busybox\nRUN --mount=type=secret,id=one --mount=type=secret,id=two cat /run/secrets/one /run/secrets/two | md5sum\n',
        key: 'from a file',
    });
    const secrets = [
        { id: 'one', file: path.join(folder, 'key') },
        { id: 'two', value },
    ];
    const built = await buildFolder(context, folder, { secrets, noCache: true, cacheFrom: ['busybox'] });
    assert.equal(built.last.kind, 'done', linesOf(built).join('\n'));
    const sum = createHash('md5').update(`from a file${value}`).digest('hex');
    assert.ok(
        linesOf(built).some((line) => line.startsWith(sum)),
        linesOf(built).join('\n'),
    );
    assert.ok(!JSON.stringify(built.events).includes(value));
});

test('a Dockerfile that is not there or cannot be read fails in words', async (context) => {
    const folder = await folderOf(context, { Broken: 'FRM busybox\n' });
    const missing = await buildFolder(context, folder);
    assert.ok(missing.last.kind === 'failed');
    assert.match(missing.last.message, /no such file/);
    const broken = await buildFolder(context, folder, { dockerfile: path.join(folder, 'Broken') });
    assert.ok(broken.last.kind === 'failed');
    assert.match(broken.last.message, /unknown instruction: FRM/);
});

test('a build that is cancelled leaves no program behind', async (context) => {
    const mark = `cancelled-${process.pid}-${Date.now()}`;
    const folder = await folderOf(context, { Dockerfile: `FROM busybox\nRUN echo ${mark} && sleep 60\n` });
    const abort = new AbortController();
    const reason = new Error('no longer wanted');
    let running = 0;
    let aborted = 0;
    const onEvent = (event: BuildEvent): void => {
        if (event.kind !== 'line' || event.text !== mark) return;
        void programsNaming(folder).then((programs) => {
            running = programs.length;
            aborted = performance.now();
            abort.abort(reason);
        });
    };
    await assert.rejects(
        buildFolder(context, folder, {}, { signal: abort.signal }, onEvent),
        (error) => error === reason,
    );
    context.diagnostic(`ended ${Math.round(performance.now() - aborted)} ms after the abort`);
    if (process.platform === 'linux') assert.ok(running > 0);
    assert.deepEqual(await programsNaming(folder), []);
    // nor does the engine go on with the step
    await pause(500);
    assert.deepEqual(await programsNaming(mark), []);
});

test('a docker command without buildx builds by the classic builder', async (context) => {
    const docker = await findProgram('docker', process.env);
    assert.ok(docker !== undefined);
    const folder = await folderOf(context, {
        Dockerfile: 'FROM busybox\nRUN echo classic\n',
        docker: `#!/bin/sh\nif [ "$1" = buildx ]; then echo "docker: unknown command: docker buildx" >&2; exit 1; fi\nexec '${docker}' "$@"\n`,
    });
    const built = await buildFolder(context, folder, { noCache: true }, { docker: path.join(folder, 'docker') });
    assert.equal(built.last.kind, 'done', linesOf(built).join('\n'));
    assert.equal(built.steps.get('RUN echo classic'), 'done');
    assert.ok(linesOf(built).includes('classic'));
    const { imageId } = built.last;
    assert.ok(imageId !== undefined);
    assert.equal((await engine.inspectImage(imageId)).id, imageId);
});

test('plain progress tells the same steps', async (context) => {
    const docker = await findProgram('docker', process.env);
    assert.ok(docker !== undefined);
    const folder = await folderOf(context, {
        Dockerfile: 'FROM busybox\nRUN echo plain\n',
        docker: `#!/bin/sh\ncase "$2$3" in version) echo "github.com/docker/buildx v0.12.1 x"; exit;; *rawjson) echo "ERROR: invalid progress mode" >&2; exit 1;; esac\nexec '${docker}' "$@"\n`,
    });
    const built = await buildFolder(context, folder, { noCache: true }, { docker: path.join(folder, 'docker') });
    assert.equal(built.last.kind, 'done', linesOf(built).join('\n'));
    assert.equal(built.steps.get('RUN echo plain'), 'done');
    assert.ok(linesOf(built).includes('plain'));
});

test('an engine that is away fails the build in words', async (context) => {
    const folder = await folderOf(context, { Dockerfile: 'FROM busybox\n' });
    const away = { address: 'unix:///nowhere/docker.sock', context: undefined, because: 'a test', tls: undefined };
    const failed = await buildFolder(context, folder, {}, { endpoint: away });
    assert.ok(failed.last.kind === 'failed');
    assert.match(failed.last.message, /nowhere\/docker\.sock|daemon/);
});

/** The command lines of this machine's programs that contain a word. */
async function programsNaming(word: string): Promise<string[]> {
    if (process.platform !== 'linux') return [];
    const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
    return lines.map((line) => line.replaceAll('\0', ' ')).filter((line) => line.includes(word));
}
