import * as vscode from 'vscode';
import type { Container, Engine } from '../../../engine/engine';
import type { ExecSession, TerminalSize } from '../../../engine/exec';
import { findShell, helperImages, openHelperShell, openShell } from '../../../engine/shell';
import { HelpfulError } from '../../helpfulError';
import { chooseContainer, pick } from '../choose';
import type { Tools } from '../tools';

/** A terminal inside of a running container; one without a shell is entered through a helper that shares its namespaces. */
export async function openTerminal(argument: unknown, tools: Tools): Promise<void> {
    const { container } = await chooseContainer(argument, tools, ({ state }) => state === 'running', {
        placeholder: vscode.l10n.t('Open a terminal inside of a container'),
        none: vscode.l10n.t('There is no running container'),
    });
    const engine = await tools.session.engine();
    if ((await findShell(engine, container.id)) !== undefined) {
        showTerminal(container.name, '', (size, signal) => openShell(engine, container.id, size, signal));
        return;
    }
    const image = await chooseHelper(container, engine);
    const note = vscode.l10n.t(
        '{0} has no shell: this is {1} beside it, with its processes and its network; its files are below /proc/1/root',
        container.name,
        image,
    );
    showTerminal(container.name, note, (size, signal) => openHelperShell(engine, container.id, image, size, signal));
}

async function chooseHelper(container: Container, engine: Engine): Promise<string> {
    const images = helperImages(await engine.images());
    if (images.length === 0) {
        throw new HelpfulError(
            vscode.l10n.t(
                '`{0}` has no shell, and no image is there that could lend one: pull `busybox` and open the terminal again',
                container.name,
            ),
        );
    }
    return pick(images, (tag) => ({ label: tag }), {
        placeholder: vscode.l10n.t('`{0}` has no shell: which image lends one?', container.name),
        none: '',
    });
}

/** What a terminal has before its window says how large it is. */
const usualSize: TerminalSize = { columns: 80, rows: 24 };

/** @param note written before anything else; empty where nothing has to be known */
function showTerminal(
    name: string,
    note: string,
    open: (size: TerminalSize, signal: AbortSignal) => Promise<ExecSession | undefined>,
): void {
    const written = new vscode.EventEmitter<string>();
    const closed = new vscode.EventEmitter<number>();
    const ending = new AbortController();
    let session: ExecSession | undefined;

    const start = async (size: TerminalSize): Promise<void> => {
        session = await open(size, ending.signal);
        if (session === undefined) return;
        const decoder = new TextDecoder();
        for await (const { bytes } of session.output) written.fire(decoder.decode(bytes, { stream: true }));
        closed.fire((await session.ended) ?? 0);
    };
    const terminal = vscode.window.createTerminal({
        name: vscode.l10n.t('inside {0}', name),
        iconPath: new vscode.ThemeIcon('terminal'),
        isTransient: true,
        pty: {
            onDidWrite: written.event,
            onDidClose: closed.event,
            open(size: vscode.TerminalDimensions | undefined) {
                if (note !== '') written.fire(`\u001B[2m${note}\u001B[0m\r\n`);
                start(size ?? usualSize).catch((error: unknown) => {
                    if (ending.signal.aborted) return;
                    written.fire(`\r\n${error instanceof Error ? error.message : String(error)}\r\n`);
                });
            },
            close() {
                session?.close();
                ending.abort();
                written.dispose();
                closed.dispose();
            },
            handleInput(text: string) {
                session?.write(text);
            },
            setDimensions(size: vscode.TerminalDimensions) {
                // one that has just ended cannot be resized
                session?.resize(size).catch(() => undefined);
            },
        },
    });
    terminal.show();
}
