import * as vscode from 'vscode';
import type { ExecSession } from '../../../engine/exec';
import type { Engine } from '../../../engine/engine';
import { EngineError } from '../../../engine/engineError';
import { chooseContainer } from '../choose';
import type { Tools } from '../tools';
import { enterWithHelper } from './helperContainer';

/** Shells that a person would want, best first. */
const shells = ['/bin/bash', '/bin/ash', '/bin/sh', '/busybox/sh'];

/** A terminal inside of a running container; one without a shell is entered through a helper that shares its namespaces. */
export async function openTerminal(argument: unknown, tools: Tools): Promise<void> {
    const { container } = await chooseContainer(argument, tools, ({ state }) => state === 'running', {
        placeholder: vscode.l10n.t('Open a terminal inside of a container'),
        none: vscode.l10n.t('There is no running container'),
    });
    const engine = await tools.session.engine();
    const shell = await findShell(engine, container.id);
    const entered =
        shell === undefined
            ? await enterWithHelper(container, engine, tools)
            : { id: container.id, command: [shell], note: '', leave: () => Promise.resolve() };
    showTerminal(container.name, engine, entered);
}

/** How a container is entered: a program that is started in one, and what has to be done afterwards. */
export interface Entrance {
    /** Of the container that the program is started in. */
    readonly id: string;
    readonly command: readonly string[];
    /** Written before anything else; empty where nothing has to be known. */
    readonly note: string;
    readonly leave: () => Promise<void>;
}

async function findShell(engine: Engine, id: string): Promise<string | undefined> {
    for (const shell of shells) {
        try {
            await engine.statPath(id, shell);
            return shell;
        } catch (error) {
            if (!(error instanceof EngineError) || error.reason !== 'missing') throw error;
        }
    }
    return undefined;
}

function showTerminal(name: string, engine: Engine, { id, command, note, leave }: Entrance): void {
    const written = new vscode.EventEmitter<string>();
    const closed = new vscode.EventEmitter<number>();
    const ending = new AbortController();
    let session: ExecSession | undefined;

    const start = async (dimensions: vscode.TerminalDimensions | undefined): Promise<void> => {
        const request = { command, tty: true, ...(dimensions !== undefined && { size: dimensions }) };
        session = await engine.exec(id, request, ending.signal);
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
            open(dimensions: vscode.TerminalDimensions | undefined) {
                if (note !== '') written.fire(`\u001B[2m${note}\u001B[0m\r\n`);
                start(dimensions).catch((error: unknown) => {
                    if (ending.signal.aborted) return;
                    written.fire(`\r\n${error instanceof Error ? error.message : String(error)}\r\n`);
                });
            },
            close() {
                session?.close();
                ending.abort();
                written.dispose();
                closed.dispose();
                void leave();
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
