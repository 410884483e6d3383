import { inspect } from 'node:util';
import * as vscode from 'vscode';

/** The one log of the extension; `Log` of the engine has its shape. */
export function createLog(): vscode.LogOutputChannel {
    return vscode.window.createOutputChannel('Gopherdock', { log: true });
}

/** A failure with all its causes, each on its own line, for the log. */
export function causeChain(error: unknown): string {
    const lines: string[] = [];
    for (let each = error, depth = 0; each !== undefined && depth < 10; depth++) {
        lines.push(each instanceof Error ? (each.stack ?? each.message) : inspect(each));
        each = each instanceof Error ? each.cause : undefined;
    }
    return lines.join('\ncaused by: ');
}
