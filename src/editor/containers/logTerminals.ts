import * as vscode from 'vscode';
import type { Log } from '../../engine/log';
import { readSetting } from '../settings';
import { createLogFollower, type LogFollower } from './logFollower';
import type { EngineSession } from './session';

/** Terminals that follow the logs of containers, one for each container's name. */
export interface LogTerminals {
    /** Opens the terminal of a container, or shows the one that is open already. */
    follow(container: { readonly id: string; readonly name: string }): void;
    dispose(): void;
}

export function createLogTerminals({
    session,
    log,
}: {
    readonly session: EngineSession;
    readonly log: Log;
}): LogTerminals {
    const open = new Map<string, { readonly terminal: vscode.Terminal; readonly follower: LogFollower }>();
    const closed = vscode.window.onDidCloseTerminal((terminal) => {
        for (const [name, known] of open) {
            if (known.terminal !== terminal) continue;
            known.follower.end();
            open.delete(name);
        }
    });
    return {
        follow({ id, name }) {
            const known = open.get(name);
            if (known !== undefined) {
                known.terminal.show();
                known.follower.start(id);
                return;
            }
            const written = new vscode.EventEmitter<string>();
            const follower = createLogFollower({
                name,
                session,
                log,
                tail: readSetting('logs.tail'),
                write: (text) => {
                    written.fire(text);
                },
                l10n: vscode.l10n,
            });
            const terminal = vscode.window.createTerminal({
                name: vscode.l10n.t('{0} log', name),
                iconPath: new vscode.ThemeIcon('output'),
                isTransient: true,
                pty: {
                    onDidWrite: written.event,
                    open: () => {
                        follower.start(id);
                    },
                    close: () => {
                        follower.end();
                        written.dispose();
                    },
                    handleInput: (input: string) => {
                        if (input === '\u0003') follower.end();
                        else if (input === '\r') follower.start();
                    },
                },
            });
            open.set(name, { terminal, follower });
            terminal.show();
        },
        dispose() {
            closed.dispose();
            for (const { terminal, follower } of open.values()) {
                follower.end();
                terminal.dispose();
            }
            open.clear();
        },
    };
}
