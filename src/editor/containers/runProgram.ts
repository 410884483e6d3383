import * as vscode from 'vscode';
import { unknownFailure, type ImageFacts } from '../../diagnosis/failure';
import type { Container, Engine } from '../../engine/engine';
import { EngineError } from '../../engine/engineError';
import { labelsFor } from '../../engine/labels';
import { runContainer } from '../../engine/runContainer';
import { HelpfulError } from '../helpfulError';
import { buildImage, loaderWords, rememberProgram } from './buildImage';
import { explainContainer } from './explainContainer';
import { isRunning } from './faces';
import { readImageProgram, type ImageProgram } from './imageProgram';
import { dockerfileOf, openButton } from './openDockerfile';
import { belongsTo, tagOf, type Program } from './rows';
import { planRun } from './planRun';
import { runRequest, type RunPlan } from './runRequest';
import { showFailure } from './showFailure';
import { endsSoon } from './endsSoon';
import type { Tools } from './tools';

/** Runs a command in a container of its own, in the place of one that ran before; builds it first where there is no image. */
export async function runProgram(program: Program, tools: Tools): Promise<void> {
    const { folder, command } = program;
    const { engine, images } = await tools.session.read();
    const tag = tagOf(program);
    const image = images.find(({ tags }) => tags.includes(tag));
    const content =
        image === undefined ? (await buildImage(program, tools))?.program : await knownProgram(tag, engine, tools);
    if (content === undefined) return;
    await refuseWithoutLoader(tag, content, program, tools);

    const held = tools.session.hold();
    try {
        await vscode.window.withProgress(
            { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting {0}', command.name) },
            async () => {
                const { containers } = await tools.session.read();
                await makeRoom(program, containers, engine);
                const plan = await planRun(program, content, engine);
                const labels = labelsFor({ workspace: folder.workspace, command: command.name });
                const request = runRequest({ ...plan, image: tag, labels });
                tools.log.info(`Running ${JSON.stringify(request)}`);
                try {
                    const id = await runContainer(engine, request);
                    const ended = await endsSoon(id, engine, tools.session);
                    await tellStart(program, plan, { id, engine, ended }, tools);
                } catch (error) {
                    await showFailedStart(error, tag, content, program, tools);
                }
            },
        );
    } finally {
        held.dispose();
    }
}

async function knownProgram(tag: string, engine: Engine, tools: Tools): Promise<ImageProgram> {
    const { id } = await engine.inspectImage(tag);
    const known = tools.imagePrograms.get(id);
    if (known !== undefined) return known;
    const read = await readImageProgram(engine, tag);
    rememberProgram(read, tools);
    return read;
}

async function refuseWithoutLoader(
    tag: string,
    { missingLoader }: ImageProgram,
    program: Program,
    tools: Tools,
): Promise<void> {
    if (missingLoader === undefined) return;
    const { path } = await dockerfileOf(program, tools);
    const root = vscode.Uri.parse(program.folder.uri);
    throw new HelpfulError(`${vscode.l10n.t('`{0}` cannot start', tag)}: ${loaderWords(missingLoader)}`, [
        openButton(root, path),
    ]);
}

/** What ran for this command before is taken away, so that its name and its port are free again. */
async function makeRoom(program: Program, containers: readonly Container[], engine: Engine): Promise<void> {
    for (const container of containers.filter((each) => belongsTo(each, program))) {
        if (isRunning(container)) await engine.stop(container.id);
        await engine.remove(container.id, { force: true });
    }
}

async function tellStart(
    program: Program,
    { ports, name, folders }: Omit<RunPlan, 'image' | 'labels'>,
    { id, engine, ended }: { id: string; engine: Engine; ended: boolean },
    tools: Tools,
): Promise<void> {
    const { command } = program;
    if (ended) {
        await explainContainer({ id, name, program }, engine, tools);
        return;
    }
    const followLog = { title: vscode.l10n.t('Follow Log'), press: () => tools.execute('followLogs', { id, name }) };
    const [reached] = ports.filter(({ protocol }) => protocol === 'tcp');
    if (command.loopbackOnly) {
        const reason = command.reasons.find(({ fact }) => fact === 'loopbackOnly');
        const place = reason === undefined ? '' : ` (${reason.file}:${reason.line + 1})`;
        tools.messages.warn(
            vscode.l10n.t('`{0}` runs, but listens on the loopback of its container only{1}', command.name, place),
            [followLog],
        );
    } else if (reached === undefined) {
        tools.messages.info(vscode.l10n.t('`{0}` runs', command.name), [followLog]);
    } else {
        tools.messages.info(vscode.l10n.t('`{0}` runs at http://localhost:{1}', command.name, reached.host), [
            {
                title: vscode.l10n.t('Open in Browser'),
                press: () => tools.execute('openInBrowser', { id, name }),
            },
            followLog,
        ]);
    }
    if (folders.temporary.length > 0) {
        tools.log.warn(`In memory, because the image has no such folder: ${folders.temporary.join(', ')}`);
    }
}

async function showFailedStart(
    error: unknown,
    tag: string,
    content: ImageProgram,
    program: Program,
    tools: Tools,
): Promise<void> {
    if (!(error instanceof EngineError) || error.status === undefined) throw error;
    tools.log.error(`Starting ${tag} failed: ${error.message}`);
    const failure = {
        ...unknownFailure,
        phase: 'start' as const,
        engineError: error.message,
        image: imageFacts(tag, content),
    };
    showFailure(failure, {
        title: vscode.l10n.t('`{0}` did not start', program.command.name),
        words: error.message,
        program,
        found: await dockerfileOf(program, tools).catch(() => undefined),
        tools,
    });
}

function imageFacts(reference: string, { details, binary }: ImageProgram): ImageFacts {
    return { reference, arch: details.arch, entrypoint: details.entrypoint, binary };
}
