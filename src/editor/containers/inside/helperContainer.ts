import * as vscode from 'vscode';
import type { Container, Engine, Image } from '../../../engine/engine';
import { labelNames } from '../../../engine/labels';
import { HelpfulError } from '../../helpfulError';
import { pick } from '../choose';
import type { Tools } from '../tools';
import type { Entrance } from './openTerminal';

/** Images that are known to bring a shell and little else, best first. */
const helpful = /^(?:docker\.io\/(?:library\/)?)?(busybox|alpine|debian|ubuntu|nicolaka\/netshoot)(?::|$)/;

/** Enters a container that has no shell: a helper sees its processes and its network, and its files below /proc/1/root. */
export async function enterWithHelper(container: Container, engine: Engine, tools: Tools): Promise<Entrance> {
    const image = await chooseHelper(container, await engine.images());
    const id = await engine.create({
        name: undefined,
        image,
        entrypoint: ['/bin/sh', '-c', 'sleep 2147483647'],
        command: [],
        env: {},
        ports: [],
        volumes: [],
        temporary: [],
        labels: { [labelNames.temporary]: '1' },
        readOnlyRoot: false,
        // only root with this capability sees the files of another's processes
        dropCapabilities: false,
        addCapabilities: ['SYS_PTRACE'],
        noNewPrivileges: true,
        pidsLimit: 256,
        memoryLimit: undefined,
        init: true,
        user: '0:0',
        network: `container:${container.id}`,
        processNamespace: `container:${container.id}`,
    });
    const leave = async (): Promise<void> => {
        try {
            await engine.remove(id, { force: true, volumes: true });
        } catch (error) {
            tools.log.warn(`The helper container ${id} was not removed: ${String(error)}`);
        }
    };
    try {
        await engine.start(id);
    } catch (error) {
        await leave();
        throw error;
    }
    const note = vscode.l10n.t(
        '{0} has no shell: this is {1} beside it, with its processes and its network; its files are below /proc/1/root',
        container.name,
        image,
    );
    return { id, command: ['/bin/sh'], note, leave };
}

async function chooseHelper(container: Container, images: readonly Image[]): Promise<string> {
    const tags = images.flatMap((image) => image.tags);
    const known = tags.filter((tag) => helpful.test(tag)).sort((one, other) => rank(one) - rank(other));
    if (known.length === 0) {
        throw new HelpfulError(
            vscode.l10n.t(
                '`{0}` has no shell, and no image is there that could lend one: pull `busybox` and open the terminal again',
                container.name,
            ),
        );
    }
    return pick(known, (tag) => ({ label: tag }), {
        placeholder: vscode.l10n.t('`{0}` has no shell: which image lends one?', container.name),
        none: '',
    });
}

function rank(tag: string): number {
    return ['busybox', 'alpine', 'debian', 'ubuntu', 'nicolaka/netshoot'].indexOf(helpful.exec(tag)?.[1] ?? '');
}
