import * as vscode from 'vscode';
import { unknownFailure, type ImageFacts } from '../../diagnosis/failure';
import type { Container, Engine } from '../../engine/engine';
import { EngineError } from '../../engine/engineError';
import { containerName, labelsFor } from '../../engine/labels';
import { nextFreePort } from '../../engine/portHolder';
import { runContainer } from '../../engine/runContainer';
import { folderOf } from '../../project/paths';
import { HelpfulError } from '../helpfulError';
import { readSetting } from '../settings';
import { buildImage, loaderWords, rememberProgram } from './buildImage';
import { explainContainer } from './explainContainer';
import { isRunning } from './faces';
import { hasFolder, readImageProgram, type ImageProgram } from './imageProgram';
import { dockerfileOf, openButton } from './openDockerfile';
import { imageConfig } from './programPaths';
import { belongsTo, tagOf, type Program } from './rows';
import { canBeMounted, runRequest, writtenFolders, type RunPlan, type WritableFolders } from './runRequest';
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

async function planRun(
    { folder, command }: Program,
    { details, path }: ImageProgram,
    engine: Engine,
): Promise<Omit<RunPlan, 'image' | 'labels'>> {
    const containers = await engine.containers();
    const { workingDir } = imageConfig(details.raw);
    const wanted = command.ports.filter(({ loopback }) => !loopback);
    const inside = command.ports.length > 0 ? wanted : details.exposedPorts;
    const ports: RunPlan['ports'][number][] = [];
    for (const { port, protocol } of inside) {
        const isUdp = protocol === 'udp';
        const host = isUdp ? port : await freePort(port, ports, containers, engine);
        ports.push({ container: port, protocol: isUdp ? 'udp' : 'tcp', host });
    }
    return {
        name: containerName(
            folder.name,
            command.name,
            folder.project.commands.length,
            new Set(containers.map(({ name }) => name)),
        ),
        ports,
        folders: await placeFolders(writtenFolders(command, workingDir), details.id, path, engine),
        memory: readSetting('run.memoryMiB'),
        processes: readSetting('run.processes'),
    };
}

/** The same number where it is free. */
async function freePort(
    port: number,
    taken: RunPlan['ports'],
    containers: readonly Container[],
    { endpoint }: Engine,
): Promise<number> {
    let start = port;
    for (;;) {
        const free = await nextFreePort(start, { containers, endpoint, address: '127.0.0.1' });
        if (free === undefined) {
            throw new HelpfulError(vscode.l10n.t('No port from {0} to {1} is free on this machine', port, port + 99));
        }
        if (!taken.some(({ host }) => host === free)) return free;
        start = free + 1;
    }
}

/** A folder of the image gives a new volume its content and its owner; one that the image lacks would belong to root, so it is put in memory. */
async function placeFolders(
    folders: readonly string[],
    image: string,
    program: string | undefined,
    engine: Engine,
): Promise<WritableFolders> {
    const mounted = folders.filter(
        (folder) => program === undefined || canBeMounted(folder, [folderOf(program), program]),
    );
    const inImage = await Promise.all(mounted.map((folder) => hasFolder(engine, image, folder)));
    return {
        kept: mounted.filter((_, index) => inImage[index]),
        temporary: mounted.filter((_, index) => !inImage[index]),
        wholeRoot: mounted.length < folders.length,
    };
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

export function imageFacts(reference: string, { details, binary }: ImageProgram): ImageFacts {
    return { reference, arch: details.arch, entrypoint: details.entrypoint, binary };
}
