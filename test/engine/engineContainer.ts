import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { CreateRequest, Engine, EngineEvent, LogLine, LogOptions } from '../../src/engine/engine';
import { testLabels } from './stackEngine';

/** A container that would run a shell script, hardened as we run one by default. */
export function shellRequest(script: string, given: Partial<CreateRequest> = {}): CreateRequest {
    return {
        name: undefined,
        image: 'busybox',
        command: ['sh', '-c', script],
        env: {},
        ports: [],
        volumes: [],
        temporary: ['/tmp'],
        labels: testLabels,
        readOnlyRoot: true,
        dropCapabilities: true,
        noNewPrivileges: true,
        pidsLimit: 100,
        memoryLimit: 64 * 1024 * 1024,
        init: false,
        ...given,
    };
}

/** Creates it; it is removed after the test. */
export async function shellContainer(
    context: TestContext,
    engine: Engine,
    script: string,
    given: Partial<CreateRequest> = {},
): Promise<string> {
    const id = await engine.create(shellRequest(script, given));
    removeAfter(context, engine, id);
    return id;
}

export function removeAfter(context: TestContext, engine: Engine, id: string): void {
    context.after(() => engine.remove(id, { force: true, volumes: true }).catch(() => undefined));
}

export async function readLog(
    engine: Engine,
    container: string,
    options: LogOptions = { follow: false },
    signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for await (const line of engine.logs(container, options, signal)) lines.push(line);
    return lines;
}

/** Such as `start` for an event of this container, `connected` or `lost`; `undefined` for what is of others. */
export function eventOf(container: string, event: EngineEvent): string | undefined {
    if (event.kind === 'connected' || event.kind === 'lost') return event.kind;
    return event.kind === 'container' && event.id === container ? event.action : undefined;
}

/** A folder with these files, until the test ends. */
export async function folderOf(context: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-test-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
        await writeFile(path.join(folder, name), text, { mode: 0o755 });
    }
    return folder;
}
