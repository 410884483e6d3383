import * as vscode from 'vscode';
import { unknownFailure, type ImageFacts } from '../../diagnosis/failure';
import type { Container, CreateRequest, Engine } from '../../engine/engine';
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
import { runRequest } from './runRequest';
import { showFailure } from './showFailure';
import { endsSoon } from './endsSoon';
import type { Tools } from './tools';

/** Runs a command in a container of its own, in the place of one that ran before; builds it first where there is no image. */
export async function runProgram(program: Program, tools: Tools): Promise<void> {
    const { folder, command } = program;
    const content = await contentOf(program, tools);
    if (content === undefined) return;
    await startInPlace(program, content, tools, async (engine) => {
        const { containers } = await tools.session.read();
        await makeRoom(program, containers, engine);
        const plan = await planRun(program, content, engine, await engine.containers());
        const labels = labelsFor({ workspace: folder.workspace, command: command.name });
        const { temporary } = plan.folders;
        if (temporary.length > 0) {
            tools.log.warn(`In memory, because the image has no such folder: ${temporary.join(', ')}`);
        }
        const request = runRequest({ ...plan, image: tagOf(program), labels });
        tools.log.info(`Running ${JSON.stringify(request)}`);
        return request;
    });
}

/** What the image of a command holds, built first where there is none; `undefined` where that failed, which has then been shown. */
export async function contentOf(program: Program, tools: Tools): Promise<ImageProgram | undefined> {
    const { engine, images } = await tools.session.read();
    const tag = tagOf(program);
    const hasImage = images.some(({ tags }) => tags.includes(tag));
    const content = hasImage ? await knownProgram(tag, engine, tools) : (await buildImage(program, tools))?.program;
    if (content !== undefined) await refuseWithoutLoader(tag, content, program, tools);
    return content;
}

/** Starts the container that `prepare` asks for and tells how that went; answers whether it runs. */
export async function startInPlace(
    program: Program,
    content: ImageProgram,
    tools: Tools,
    prepare: (engine: Engine) => Promise<CreateRequest>,
): Promise<boolean> {
    const held = tools.session.hold();
    try {
        return await vscode.window.withProgress(
            { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting {0}', program.command.name) },
            async () => {
                const engine = await tools.session.engine();
                const request = await prepare(engine);
                try {
                    const id = await runContainer(engine, request);
                    const ended = await endsSoon(id, engine, tools.session);
                    await tellStart(program, request, { id, engine, ended }, tools);
                    return !ended;
                } catch (error) {
                    await showFailedStart(error, request.image, content, program, tools);
                    return false;
                }
            },
        );
    } finally {
        held.dispose();
    }
}

export async function knownProgram(tag: string, engine: Engine, tools: Tools): Promise<ImageProgram> {
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
export async function makeRoom(program: Program, containers: readonly Container[], engine: Engine): Promise<void> {
    for (const container of containers.filter((each) => belongsTo(each, program))) {
        if (isRunning(container)) await engine.stop(container.id);
        await engine.remove(container.id, { force: true });
    }
}

async function tellStart(
    program: Program,
    request: CreateRequest,
    { id, engine, ended }: { id: string; engine: Engine; ended: boolean },
    tools: Tools,
): Promise<void> {
    const { command } = program;
    const name = request.name ?? (await engine.inspect(id)).name;
    if (ended) {
        await explainContainer({ id, name, program }, engine, tools);
        return;
    }
    const followLog = { title: vscode.l10n.t('Follow Log'), press: () => tools.execute('followLogs', { id, name }) };
    const [reached] = await publishedPorts(id, request, engine);
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
        tools.messages.info(vscode.l10n.t('`{0}` runs at http://localhost:{1}', command.name, reached), [
            {
                title: vscode.l10n.t('Open in Browser'),
                press: () => tools.execute('openInBrowser', { id, name }),
            },
            followLog,
        ]);
    }
}

/** The TCP ports of this machine; one that the engine was to choose is asked for. */
async function publishedPorts(id: string, { ports }: CreateRequest, engine: Engine): Promise<readonly number[]> {
    const tcp = ports.filter(({ protocol }) => protocol === 'tcp');
    if (tcp.every(({ host }) => host !== 0)) return tcp.map(({ host }) => host);
    const container = (await engine.containers()).find((each) => each.id === id);
    return (container?.ports ?? []).flatMap(({ host, protocol }) => (protocol === 'tcp' ? (host ?? []) : []));
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
