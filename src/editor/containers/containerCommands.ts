import * as vscode from 'vscode';
import { fromKeyboard } from '../../contributions/keybindings';
import { requireTrust, withAdvice } from './advice';
import { chooseContainer, chooseContainers, chooseProgram, type ChosenContainer } from './choose';
import { isRunning } from './faces';
import type { FileRow } from './files/containerFiles';
import type { Act } from './lifecycle';
import type { Program } from './rows';
import type { RunForms } from './runForm/runForm';
import type { Tools } from './tools';

/** `argument` is the id of the row that was clicked, `selected` those of all that are selected. */
type Handler = (argument?: unknown, selected?: unknown) => Promise<void>;

/** The commands of the containers view; each takes the id of the row that was clicked, or nothing from the palette. What they need is loaded on first use. */
export type ContainerCommands = Readonly<
    Record<
        | 'buildImage'
        | 'runContainer'
        | 'runWithOptions'
        | 'followLogs'
        | 'stopContainer'
        | 'startContainer'
        | 'restartContainer'
        | 'removeContainer'
        | 'pauseContainer'
        | 'unpauseContainer'
        | 'killContainer'
        | 'renameContainer'
        | 'removeImage'
        | 'removeVolume'
        | 'removeNetwork'
        | 'cleanUpEngine'
        | 'openTerminal'
        | 'browseFiles'
        | 'refreshFiles'
        | 'closeFiles'
        | 'copyOut'
        | 'inspectObject'
        | 'showDetails'
        | 'measureContainer'
        | 'stopMeasuring'
        | 'filterContainers'
        | 'clearContainersFilter'
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

export function containerCommands(tools: Tools, runForms: Pick<RunForms, 'open'>): ContainerCommands {
    const program = (argument: unknown): Promise<Program> =>
        chooseProgram(argument, tools, {
            placeholder: vscode.l10n.t('Choose a Go command'),
            none: vscode.l10n.t('There is no Go command in this workspace'),
        });
    /** For what talks to the engine or starts a program. */
    const executing =
        (handler: Handler): Handler =>
        async (argument, selected) => {
            requireTrust();
            try {
                // a key of the keyboard is about what is selected
                if (argument === fromKeyboard) await handler(tools.tree.selection[0], tools.tree.selection);
                else await handler(argument, selected);
            } catch (error) {
                throw withAdvice(error, tools);
            }
        };
    const lifecycle = () => import('./lifecycle');
    const changing = (act: Act): Handler =>
        executing(async (argument, selected) => (await lifecycle()).changeContainers(act, argument, selected, tools));
    const anyContainer = (argument: unknown, placeholder: string): Promise<ChosenContainer> =>
        chooseContainer(argument, tools, () => true, { placeholder, none: vscode.l10n.t('There is no container') });
    const measuring =
        (isOn: boolean): Handler =>
        async (argument, selected) => {
            const chosen = await chooseContainers(argument, selected, tools, isRunning, {
                placeholder: vscode.l10n.t('Measure a container'),
                none: vscode.l10n.t('There is no running container'),
            });
            for (const { container } of chosen) {
                if (isOn) tools.statistics.switchOn(container.id);
                else tools.statistics.switchOff(container.id);
            }
        };
    const engineChoice = () => import('./engineChoice');
    const details = () => import('./details/showDetails');

    return {
        buildImage: executing(async (argument) => {
            const { buildImage } = await import('./buildImage');
            await buildImage(await program(argument), tools);
        }),
        runContainer: executing(async (argument) => {
            const { runProgram } = await import('./runProgram');
            await runProgram(await program(argument), tools);
        }),
        runWithOptions: executing(async (argument) => {
            const chosen = await program(argument);
            const { contentOf } = await import('./runProgram');
            if ((await contentOf(chosen, tools)) !== undefined) runForms.open(chosen);
        }),
        followLogs: executing(async (argument) => {
            const { container } = await anyContainer(argument, vscode.l10n.t('Follow the log of a container'));
            tools.logTerminals.follow(container);
        }),
        startContainer: changing('startContainer'),
        stopContainer: changing('stopContainer'),
        restartContainer: changing('restartContainer'),
        removeContainer: changing('removeContainer'),
        pauseContainer: changing('pauseContainer'),
        unpauseContainer: changing('unpauseContainer'),
        killContainer: changing('killContainer'),
        renameContainer: executing(async (argument) =>
            (await import('./renameContainer')).renameContainer(argument, tools),
        ),
        removeVolume: executing(async (argument) => (await import('./removeObject')).removeVolume(argument, tools)),
        removeNetwork: executing(async (argument) => (await import('./removeObject')).removeNetwork(argument, tools)),
        cleanUpEngine: executing(async () => (await import('./cleanUpEngine')).cleanUpEngine(tools)),
        openTerminal: executing(async (argument) =>
            (await import('./inside/openTerminal')).openTerminal(argument, tools),
        ),
        browseFiles: executing(async (argument) => {
            const { container } = await anyContainer(argument, vscode.l10n.t('Browse the files of a container'));
            await tools.containerFiles.show(container);
        }),
        refreshFiles: () => {
            tools.containerFiles.refresh();
            return Promise.resolve();
        },
        closeFiles: () => tools.containerFiles.close(),
        copyOut: executing(async (argument) => {
            const row = (argument as FileRow | undefined) ?? tools.containerFiles.selection[0];
            if (row !== undefined) await (await import('./files/copyOut')).copyOut(row, tools);
        }),
        inspectObject: executing(async (argument) => (await details()).inspectObject(argument, tools)),
        showDetails: executing(async (argument) => (await details()).showContainerDetails(argument, tools)),
        measureContainer: executing(measuring(true)),
        stopMeasuring: executing(measuring(false)),
        filterContainers: async () => {
            const words = await vscode.window.showInputBox({
                prompt: vscode.l10n.t('Show only rows with these words'),
                value: tools.tree.filter,
            });
            if (words !== undefined) tools.tree.filter = words;
        },
        clearContainersFilter: () => {
            tools.tree.filter = '';
            return Promise.resolve();
        },
        removeImage: executing(async (argument) => (await lifecycle()).removeImage(argument, tools)),
        openInBrowser: executing(async (argument) => (await import('./openInBrowser')).openInBrowser(argument, tools)),
        copyContainerId: executing(async (argument) => {
            const { container } = await anyContainer(argument, vscode.l10n.t('Copy the ID of a container'));
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
