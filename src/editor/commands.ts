import * as vscode from 'vscode';
import { commandId, commands, type CommandName } from '../contributions/commands';
import type { Run } from './run';

/** One handler for each declared command: forgetting one, or having one too many, does not compile. */
export type CommandHandlers = { readonly [Name in CommandName]: (...args: never[]) => unknown };

export function registerCommands(handlers: CommandHandlers, run: Run): vscode.Disposable {
    const names = Object.keys(commands) as CommandName[];
    return vscode.Disposable.from(
        ...names.map((name) => vscode.commands.registerCommand(commandId(name), run(name, handlers[name]))),
    );
}
