import * as vscode from 'vscode';
import { requireTrust, withAdvice } from './advice';
import { chooseContainer, chooseProgram } from './choose';
import type { Program } from './rows';
import type { Tools } from './tools';

type Handler = (argument?: unknown) => Promise<void>;

/** The commands of the containers view; each takes the id of the row that was clicked, or nothing from the palette. What they need is loaded on first use. */
export type ContainerCommands = Readonly<
    Record<
        | 'buildImage'
        | 'runContainer'
        | 'followLogs'
        | 'stopContainer'
        | 'startContainer'
        | 'restartContainer'
        | 'removeContainer'
        | 'removeImage'
        | 'openInBrowser'
        | 'copyContainerId'
        | 'openDockerfile'
        | 'openMain'
        | 'selectEngine'
        | 'retryEngine'
        | 'showEngineHelp'
        | 'explainFailure',
        Handler
    >
>;

export function containerCommands(tools: Tools): ContainerCommands {
    const program = (argument: unknown): Promise<Program> =>
        chooseProgram(argument, tools, {
            placeholder: vscode.l10n.t('Choose a Go command'),
            none: vscode.l10n.t('There is no Go command in this workspace'),
        });
    /** For what talks to the engine or starts a program. */
    const executing =
        (handler: Handler): Handler =>
        async (argument) => {
            requireTrust();
            try {
                await handler(argument);
            } catch (error) {
                throw withAdvice(error, tools);
            }
        };
    const lifecycle = () => import('./lifecycle');
    const engineChoice = () => import('./engineChoice');

    return {
        buildImage: executing(async (argument) => {
            const { buildImage } = await import('./buildImage');
            await buildImage(await program(argument), tools);
        }),
        runContainer: executing(async (argument) => {
            const { runProgram } = await import('./runProgram');
            await runProgram(await program(argument), tools);
        }),
        followLogs: executing(async (argument) => {
            const { container } = await chooseContainer(argument, tools, () => true, {
                placeholder: vscode.l10n.t('Follow the log of a container'),
                none: vscode.l10n.t('There is no container'),
            });
            tools.logTerminals.follow(container);
        }),
        startContainer: executing(async (argument) =>
            (await lifecycle()).changeContainer('startContainer', argument, tools),
        ),
        stopContainer: executing(async (argument) =>
            (await lifecycle()).changeContainer('stopContainer', argument, tools),
        ),
        restartContainer: executing(async (argument) =>
            (await lifecycle()).changeContainer('restartContainer', argument, tools),
        ),
        removeContainer: executing(async (argument) =>
            (await lifecycle()).changeContainer('removeContainer', argument, tools),
        ),
        removeImage: executing(async (argument) => (await lifecycle()).removeImage(argument, tools)),
        openInBrowser: executing(async (argument) => (await import('./openInBrowser')).openInBrowser(argument, tools)),
        copyContainerId: executing(async (argument) => {
            const { container } = await chooseContainer(argument, tools, () => true, {
                placeholder: vscode.l10n.t('Copy the ID of a container'),
                none: vscode.l10n.t('There is no container'),
            });
            await vscode.env.clipboard.writeText(container.id);
        }),
        explainFailure: executing(async (argument) => {
            const { container, program: ofRow } = await chooseContainer(
                argument,
                tools,
                ({ state }) => state === 'exited' || state === 'dead' || state === 'created',
                {
                    placeholder: vscode.l10n.t('Explain why a container ended'),
                    none: vscode.l10n.t('There is no container that has ended'),
                },
            );
            const { explainContainer } = await import('./explainContainer');
            const ended = { id: container.id, name: container.name, program: ofRow };
            await explainContainer(ended, await tools.session.engine(), tools);
        }),
        openDockerfile: async (argument) => {
            const { openDockerfile } = await import('./openDockerfile');
            await openDockerfile(await program(argument), tools);
        },
        openMain: async (argument) => {
            const { openMain } = await import('./openDockerfile');
            await openMain(await program(argument));
        },
        selectEngine: executing(async () => (await engineChoice()).selectEngine(tools)),
        retryEngine: executing(async () => (await engineChoice()).retryEngine(tools)),
        showEngineHelp: executing(async (argument) => (await engineChoice()).showEngineHelp(argument, tools)),
    };
}
