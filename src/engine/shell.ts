import type { ContainerDetails, Engine, Image } from './engine';
import { EngineError } from './engineError';
import { createContainer, discardContainer } from './createContainer';
import type { CreateRequest } from './createRequest';
import type { ExecRequest, ExecSession, TerminalSize } from './exec';
import { object, text } from './json';
import { labelNames } from './labels';

/** Best first; the last two are where images without a shell keep one for debugging. */
const shells = ['/bin/bash', '/bin/ash', '/bin/sh', '/usr/bin/bash', '/usr/bin/sh', '/busybox/sh', '/ko-app/sh'];

/** The best shell in a container, running or not; `undefined` where it has none. */
export async function findShell(
    engine: Pick<Engine, 'statPath'>,
    container: string,
    signal?: AbortSignal,
): Promise<string | undefined> {
    const found = await Promise.all(
        shells.map(async (shell) => {
            try {
                const { kind } = await engine.statPath(container, shell, signal);
                return kind === 'file' || kind === 'link';
            } catch (error) {
                if (error instanceof EngineError && error.reason === 'missing') return false;
                throw error;
            }
        }),
    );
    return shells.find((_, index) => found[index]);
}

/** A terminal in a container by its own shell; `undefined` where it has none. */
export async function openShell(
    engine: Engine,
    container: string,
    size: TerminalSize,
    signal?: AbortSignal,
): Promise<ExecSession | undefined> {
    const shell = await findShell(engine, container, signal);
    return shell === undefined ? undefined : engine.exec(container, shellRequest([shell], size), signal);
}

/** Images that have a shell, best first: the small ones that are made of tools. */
const toolImages = [/(^|\/)busybox$/, /(^|\/)alpine$/, /(^|\/)debian$/, /(^|\/)ubuntu$/, /(^|\/)golang$/];

/** The local images that can help to look into a container without a shell, best first, each by one name. */
export function helperImages(images: readonly Image[]): readonly string[] {
    return toolImages.flatMap((pattern) =>
        images.flatMap(({ tags }) => tags.filter((tag) => pattern.test(tag.replace(/:[^:/]*$/, ''))).slice(0, 1)),
    );
}

/**
 * A terminal beside a running container that has no shell: a container of `image` that sees its processes, network and volumes. The terminal begins in the
 * other's root folder. Its container is removed when the terminal ends. Throws `missing` where the image is not there, `conflict` where it has no shell.
 */
export async function openHelperShell(
    engine: Engine,
    container: string,
    image: string,
    size: TerminalSize,
    signal?: AbortSignal,
): Promise<ExecSession> {
    const target = await engine.inspect(container, signal);
    const helper = await createContainer(engine, helperRequest(target, image), signal);
    try {
        const shell = await findShell(engine, helper, signal);
        if (shell === undefined) {
            const { endpoint } = engine;
            throw new EngineError('conflict', `The image \`${image}\` has no shell`, { endpoint });
        }
        await engine.start(helper, signal);
        const session = await engine.exec(helper, shellRequest([shell, '-c', inTargetRoot, shell], size), signal);
        void session.ended.then(() => discardContainer(engine, helper));
        return session;
    } catch (error) {
        await discardContainer(engine, helper);
        throw error;
    }
}

/** Goes to the root folder of the container whose processes the helper sees; the engine itself starts no program there. */
const inTargetRoot = 'cd /proc/1/root; exec "$0"';

function helperRequest({ id, raw }: ContainerDetails, image: string): CreateRequest {
    const target = `container:${id}`;
    const ipcMode = text(object(object(raw)['HostConfig'])['IpcMode']);
    return {
        name: undefined,
        image,
        // waits to be removed; whatever the image would run is of no interest
        entrypoint: ['tail', '-f', '/dev/null'],
        command: [],
        env: {},
        ports: [],
        volumes: [],
        temporary: [],
        labels: { [labelNames.temporary]: '1' },
        readOnlyRoot: false,
        dropCapabilities: false,
        // to enter the root folder of a process of another user
        addCapabilities: ['SYS_PTRACE'],
        noNewPrivileges: false,
        pidsLimit: undefined,
        memoryLimit: undefined,
        init: false,
        user: '0',
        network: target,
        processNamespace: target,
        // most containers keep theirs to themselves
        ...(ipcMode === 'shareable' && { ipcNamespace: target }),
        volumesFrom: [id],
        autoRemove: true,
    };
}

function shellRequest(command: readonly string[], size: TerminalSize): ExecRequest {
    return { command, tty: true, size, env: { TERM: 'xterm-256color' } };
}
