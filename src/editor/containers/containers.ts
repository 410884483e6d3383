import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands';
import type { Log } from '../../engine/log';
import type { Projects } from '../projects';
import type { Run } from '../run';
import { readSetting, settingsChanged } from '../settings';
import { createBuildOutput } from './buildOutput';
import { createRunningBuilds } from './builds';
import { containerCommands, type ContainerCommands } from './containerCommands';
import { createLogTerminals } from './logTerminals';
import { createMessages } from './messages';
import { createProjectFolders } from './projectFolders';
import { createEngineSession } from './session';
import type { Tools } from './tools';
import { showContainers } from './tree';

/** The containers view with its commands. Nothing is connected or read before the view is visible or a command needs it. */
export function containers({
    log,
    projects,
    run,
}: {
    readonly log: Log;
    readonly projects: Projects;
    readonly run: Run;
}): { readonly commands: ContainerCommands; dispose(): void } {
    const session = createEngineSession({
        log,
        isTrusted: () => vscode.workspace.isTrusted,
        discover: async () => {
            const [{ discoverEndpoints }, { thisMachine }] = await Promise.all([
                import('../../engine/discoverEndpoints'),
                import('../../engine/machine'),
            ]);
            return discoverEndpoints(thisMachine(), readSetting('engine'));
        },
        open: async (endpoint) => (await import('../../engine/connectEngine')).connectEngine(endpoint, log),
    });
    const folders = createProjectFolders({ projects, log });
    const builds = createRunningBuilds();
    const buildOutput = createBuildOutput();
    const logTerminals = createLogTerminals({ session, log });
    const tree = showContainers({ session, projects, folders, builds });
    const tools: Tools = {
        session,
        tree,
        folders,
        builds,
        buildOutput,
        logTerminals,
        imagePrograms: new Map(),
        log,
        messages: createMessages(run),
        execute: (command, ...args) => vscode.commands.executeCommand(commandId(command), ...args),
    };
    const subscriptions = [
        settingsChanged(['engine'], () => {
            session.reconnect();
        }),
        vscode.workspace.onDidGrantWorkspaceTrust(() => {
            session.reconnect();
        }),
    ];
    return {
        commands: containerCommands(tools),
        dispose() {
            for (const each of [...subscriptions, tree, logTerminals, buildOutput, session]) each.dispose();
        },
    };
}
