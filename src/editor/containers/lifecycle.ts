import * as vscode from 'vscode';
import type { Container, Engine } from '../../engine/engine';
import { chooseContainers, chooseImage, type ChosenContainer, type Choice } from './choose';
import { confirm } from './confirm';
import { isRunning } from './faces';
import { explainContainer } from './explainContainer';
import { endsSoon } from './endsSoon';
import type { Tools } from './tools';

export type Act =
    | 'startContainer'
    | 'stopContainer'
    | 'restartContainer'
    | 'removeContainer'
    | 'pauseContainer'
    | 'unpauseContainer'
    | 'killContainer';

interface Action {
    readonly makesSense: (container: Container) => boolean;
    readonly choice: () => Choice;
    readonly progress: (name: string) => string;
    readonly act: (chosen: ChosenContainer, engine: Engine, tools: Tools) => Promise<void>;
}

const isStopped = (container: Container): boolean => !isRunning(container);

const actions: Readonly<Record<Act, Action>> = {
    startContainer: {
        makesSense: isStopped,
        choice: () => ({
            placeholder: vscode.l10n.t('Start a container'),
            none: vscode.l10n.t('There is no stopped container'),
        }),
        progress: (name) => vscode.l10n.t('Starting {0}', name),
        act: start,
    },
    stopContainer: {
        makesSense: isRunning,
        choice: () => ({
            placeholder: vscode.l10n.t('Stop a container'),
            none: vscode.l10n.t('There is no running container'),
        }),
        progress: (name) => vscode.l10n.t('Stopping {0}', name),
        act: stop,
    },
    restartContainer: {
        makesSense: isRunning,
        choice: () => ({
            placeholder: vscode.l10n.t('Restart a container'),
            none: vscode.l10n.t('There is no running container'),
        }),
        progress: (name) => vscode.l10n.t('Restarting {0}', name),
        act: ({ container }, engine) => engine.restart(container.id),
    },
    pauseContainer: {
        makesSense: ({ state }) => state === 'running',
        choice: () => ({
            placeholder: vscode.l10n.t('Pause a container'),
            none: vscode.l10n.t('There is no running container'),
        }),
        progress: (name) => vscode.l10n.t('Pausing {0}', name),
        act: ({ container }, engine) => engine.pause(container.id),
    },
    unpauseContainer: {
        makesSense: ({ state }) => state === 'paused',
        choice: () => ({
            placeholder: vscode.l10n.t('Resume a container'),
            none: vscode.l10n.t('There is no paused container'),
        }),
        progress: (name) => vscode.l10n.t('Resuming {0}', name),
        act: ({ container }, engine) => engine.unpause(container.id),
    },
    killContainer: {
        makesSense: isRunning,
        choice: () => ({
            placeholder: vscode.l10n.t('Kill a container'),
            none: vscode.l10n.t('There is no running container'),
            always: true,
        }),
        progress: (name) => vscode.l10n.t('Killing {0}', name),
        act: ({ container }, engine) => engine.kill(container.id),
    },
    removeContainer: {
        makesSense: () => true,
        choice: () => ({
            placeholder: vscode.l10n.t('Remove a container'),
            none: vscode.l10n.t('There is no container'),
            always: true,
        }),
        progress: (name) => vscode.l10n.t('Removing {0}', name),
        act: ({ container }, engine) => engine.remove(container.id, { force: true }),
    },
};

/** Does something to the containers of the selected rows, or to one that the user picks; all at once, and all are tried where one fails. */
export async function changeContainers(act: Act, argument: unknown, selected: unknown, tools: Tools): Promise<void> {
    const action = actions[act];
    const chosen = await chooseContainers(argument, selected, tools, action.makesSense, action.choice());
    if (act === 'removeContainer') await confirmRemoval(chosen);
    const engine = await tools.session.engine();
    const names = chosen.map(({ container }) => container.name).join(', ');
    await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: action.progress(names) },
        async () => {
            const results = await Promise.allSettled(chosen.map((each) => action.act(each, engine, tools)));
            const failed = results.find((result) => result.status === 'rejected');
            if (failed !== undefined) throw failed.reason;
        },
    );
}

/** A stopped container alone goes at once: it can be made again from its image. */
async function confirmRemoval(chosen: readonly ChosenContainer[]): Promise<void> {
    const running = chosen.filter(({ container }) => isRunning(container));
    const [first] = running;
    if (first === undefined && chosen.length === 1) return;
    const question =
        chosen.length > 1
            ? vscode.l10n.t('Remove {0} containers? {1} of them run', chosen.length, running.length)
            : vscode.l10n.t('`{0}` is running. Stop and remove it?', first?.container.name ?? '');
    const names = chosen.length > 1 ? `${chosen.map(({ container }) => container.name).join(', ')}. ` : '';
    await confirm(
        question,
        `${names}${vscode.l10n.t('What they wrote outside of volumes is lost')}`,
        vscode.l10n.t('Remove'),
    );
}

async function start({ container, program }: ChosenContainer, engine: Engine, tools: Tools): Promise<void> {
    const held = tools.session.hold();
    try {
        await engine.start(container.id);
        if (await endsSoon(container.id, engine, tools.session)) {
            await explainContainer({ id: container.id, name: container.name, program }, engine, tools);
        }
    } finally {
        held.dispose();
    }
}

/** 128 + SIGKILL: what the engine does to a program that does not end when asked to. */
const killed = 137;

async function stop(
    { container: { id, name }, program }: ChosenContainer,
    engine: Engine,
    tools: Tools,
): Promise<void> {
    await engine.stop(id);
    const { exitCode, oomKilled } = await engine.inspect(id);
    if (exitCode !== killed || oomKilled) return;
    tools.messages.warn(
        program?.command.handlesSigterm === false
            ? vscode.l10n.t(
                  '`{0}` was killed: it does not handle SIGTERM, so it did not end when it was asked to',
                  name,
              )
            : vscode.l10n.t('`{0}` was killed: it did not end within its time after SIGTERM', name),
    );
}

export async function removeImage(argument: unknown, tools: Tools): Promise<void> {
    const image = await chooseImage(argument, tools, {
        placeholder: vscode.l10n.t('Remove an image'),
        none: vscode.l10n.t('No image was built for the commands of this workspace'),
        always: true,
    });
    const name = image.tags[0] ?? image.id;
    await confirm(
        vscode.l10n.t('Remove the image `{0}`?', name),
        vscode.l10n.t('It can be built again'),
        vscode.l10n.t('Remove'),
    );
    const engine = await tools.session.engine();
    await engine.removeImage(name);
}
