import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandId, commands, type CommandName } from '../../src/contributions/commands';
import { test } from './harness';

export const extensionId = 'gopherdock.gopherdock';

export function commandTests(): void {
    test('the extension activates within its budget, and every declared command has a handler', async () => {
        const extension = vscode.extensions.getExtension(extensionId);
        assert.ok(extension);
        await extension.activate();
        const known = new Set(await vscode.commands.getCommands(true));
        const missing = (Object.keys(commands) as CommandName[]).filter((name) => !known.has(commandId(name)));
        assert.deepEqual(missing, []);
    });
}
