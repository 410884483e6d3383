import * as vscode from 'vscode';
import { walkthroughId } from './contributions/walkthrough';
import { buildContext } from './editor/buildContext/buildContext';
import { registerCommands } from './editor/commands';
import { containers } from './editor/containers/containers';
import { serveLanguage } from './editor/language/serveLanguage';
import { lintDockerfiles } from './editor/lint/lintDockerfiles';
import { createLog } from './editor/log';
import { createProjects } from './editor/projects';
import { createRun } from './editor/run';
import { containerFiles } from './editor/scaffold/containerFiles';

/** Nothing is read, connected or started here: each feature does so when it is first used. */
export function activate(extensionContext: vscode.ExtensionContext): void {
    const { subscriptions, extension, storageUri } = extensionContext;
    const log = createLog();
    const run = createRun(log);
    const projects = createProjects({ log });
    const lint = lintDockerfiles({ projects, log });
    const language = serveLanguage({ projects, log });
    const files = containerFiles({ projects, log, storage: storageUri });
    const context = buildContext({ projects });
    const view = containers({ projects, log, run, context: extensionContext });
    const handlers = {
        addContainerFiles: files.addContainerFiles,
        ...lint.commands,
        ...context.commands,
        ...view.commands,
        showLog: () => {
            log.show();
        },
        openWalkthrough: () =>
            vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughId(extension.id)),
    };
    subscriptions.push(log, projects, lint, language, files, context, view, registerCommands(handlers, run));
}
