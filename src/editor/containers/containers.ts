import * as vscode from 'vscode';
import { commandId } from '../../contributions/commands';
import type { Log } from '../../engine/log';
import { createBuildProblems } from '../building/buildProblems';
import type { Projects } from '../projects';
import type { Run } from '../run';
import { readSetting, settingsChanged } from '../settings';
import { createBuildOutput } from './buildOutput';
import { createRunningBuilds } from './builds';
import { containerCommands, type ContainerCommands } from './containerCommands';
import { createInspectDocuments } from './details/inspectDocuments';
import { createDetailPages } from './details/showDetails';
import { showEngineStatus } from './engineStatus';
import { createContainerFiles } from './files/containerFiles';
import { createLogTerminals } from './logTerminals';
import { createMessages } from './messages';
import { createProjectFolders } from './projectFolders';
import { createRunForms, type FormContext } from './runForm/runForm';
import { createEngineSession } from './session';
import { createSourceTimes } from './sourceTimes';
import { createStatistics } from './statistics';
import type { Tools } from './tools';
import { showContainers } from './tree';

/** The containers view with its commands. Nothing is connected or read before the view is visible or a command needs it. */
export function containers({
    log,
    projects,
    run,
    context,
}: {
    readonly log: Log;
    readonly projects: Projects;
    readonly run: Run;
    readonly context: FormContext;
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
    const builds = createRunningBuilds(context.workspaceState);
    const buildOutput = createBuildOutput();
    const logTerminals = createLogTerminals({ session, log });
    const statistics = createStatistics({ session, log });
    const sourceTimes = createSourceTimes();
    const tree = showContainers({ session, projects, folders, builds, statistics, sourceTimes });
    const tools: Tools = {
        session,
        tree,
        statistics,
        containerFiles: createContainerFiles(session),
        inspectDocuments: createInspectDocuments(session),
        detailPages: createDetailPages(),
        folders,
        builds,
        buildOutput,
        buildProblems: createBuildProblems(),
        logTerminals,
        imagePrograms: new Map(),
        log,
        messages: createMessages(run),
        execute: (command, ...args) => vscode.commands.executeCommand(commandId(command), ...args),
    };
    const runForms = createRunForms(tools, context);
    const subscriptions = [
        showEngineStatus(session),
        runForms,
        settingsChanged(['engine'], () => {
            session.reconnect();
        }),
        vscode.workspace.onDidGrantWorkspaceTrust(() => {
            session.reconnect();
        }),
    ];
    return {
        commands: containerCommands(tools, runForms),
        dispose() {
            for (const each of [
                ...subscriptions,
                tools.containerFiles,
                tools.inspectDocuments,
                tools.detailPages,
                tools.buildProblems,
                tree,
                statistics,
                logTerminals,
                buildOutput,
                session,
            ])
                each.dispose();
        },
    };
}
