import * as vscode from 'vscode';
import type { BuildRequest, BuildStep } from '../../engine/build';
import type { Engine } from '../../engine/engine';
import { labelsFor } from '../../engine/labels';
import { build } from '../../engine/runBuild';
import { unknownFailure } from '../../diagnosis/failure';
import type { BuildFailure, FoundFault } from '../building/findFaults';
import { toSignal } from '../convert';
import { HelpfulError } from '../helpfulError';
import { readSetting } from '../settings';
import { describeImageProgram, readImageProgram, type ImageProgram } from './imageProgram';
import type { FoundDockerfile } from './dockerfileOf';
import { addFiles, dockerfileOf, openButton } from './openDockerfile';
import { commandRowId, tagOf, type Program } from './rows';
import { saveBeforeBuild } from './saveBeforeBuild';
import { showFailure, type FailureContext } from './showFailure';
import type { Tools } from './tools';

export interface BuiltImage {
    readonly tag: string;
    readonly found: FoundDockerfile;
    readonly program: ImageProgram;
}

/** Builds the image of a command, with progress and cancel; `undefined` where it failed, which has then been shown. */
export async function buildImage(program: Program, tools: Tools): Promise<BuiltImage | undefined> {
    const { folder, command } = program;
    const root = vscode.Uri.parse(folder.uri);
    if (root.scheme !== 'file') {
        throw new HelpfulError(vscode.l10n.t('`{0}` is not on a disk that the builder can read', folder.name));
    }
    const id = commandRowId(program);
    if (tools.builds.progress.has(id)) {
        tools.buildOutput.show();
        throw new HelpfulError(vscode.l10n.t('`{0}` is being built already', command.name));
    }
    const found = await dockerfileOf(program, tools);
    await confirmDockerfile(program, found, root, tools);
    await saveBeforeBuild(root);
    const engine = await tools.session.engine();
    const tag = tagOf(program);
    const request: BuildRequest = {
        context: vscode.Uri.joinPath(root, found.context).fsPath,
        dockerfile: vscode.Uri.joinPath(root, found.path).fsPath,
        target: found.target,
        tags: [tag],
        args: {},
        labels: labelsFor({ workspace: folder.workspace, command: command.name, target: found.target }),
        platforms: [],
        noCache: false,
    };
    tools.builds.update(id, { done: 0, total: 0 });
    tools.buildProblems.clear(id);
    try {
        const failure = await vscode.window.withProgress(
            {
                location: vscode.ProgressLocation.Notification,
                title: vscode.l10n.t('Building {0}', command.name),
                cancellable: true,
            },
            (progress, token) => runBuild(request, { engine, id, tools, progress, signal: toSignal(token) }),
        );
        if (failure !== undefined) {
            const faults = await tools.buildProblems.show(id, failure, {
                context: vscode.Uri.file(request.context),
                dockerfile: vscode.Uri.file(request.dockerfile),
                project: folder.project,
            });
            const shown = { ...unknownFailure, phase: 'build' as const, lines: failure.log.split('\n') };
            showFailure(shown, {
                title: vscode.l10n.t('Building `{0}` failed', command.name),
                ...compilerWords(failure.message, faults),
                program,
                found,
                tools,
            });
            return undefined;
        }
    } finally {
        tools.builds.end(id);
    }
    return { tag, found, program: await tellTruth(tag, engine, tools) };
}

/** What the compiler found says more than that a step of the Dockerfile ended with an exit code. */
function compilerWords(message: string, faults: readonly FoundFault[]): Pick<FailureContext, 'words' | 'buttons'> {
    const [first] = faults;
    if (first === undefined) return { words: message };
    const { fault, uri, range } = first;
    const { file, line, column } = fault;
    const name = uri === undefined ? file : vscode.workspace.asRelativePath(uri, false);
    const words = `${[name, line, column].filter((part) => part !== 0).join(':')}: ${fault.message}`;
    const open = {
        title: vscode.l10n.t('Open {0}', `${name.split('/').at(-1) ?? name}:${line}`),
        press: () => uri && vscode.window.showTextDocument(uri, { selection: range }),
    };
    return {
        words: faults.length === 1 ? words : vscode.l10n.t('{0}, and {1} more', words, faults.length - 1),
        buttons: uri === undefined ? [] : [open],
    };
}

/** A stage of the command's name is what makes a Dockerfile surely the command's own, where there are several. */
async function confirmDockerfile(
    { command }: Program,
    { isCertain, path }: FoundDockerfile,
    root: vscode.Uri,
    { execute }: Tools,
): Promise<void> {
    if (isCertain) return;
    const anyway = vscode.l10n.t('Build Anyway');
    const others = [openButton(root, path), addFiles(root, execute)];
    const pressed = await vscode.window.showWarningMessage(
        vscode.l10n.t('`{0}` has no stage named `{1}`: its last stage is built', path, command.name),
        anyway,
        ...others.map(({ title }) => title),
    );
    if (pressed === anyway) return;
    await others.find(({ title }) => title === pressed)?.press();
    throw new vscode.CancellationError();
}

async function runBuild(
    request: BuildRequest,
    {
        engine,
        id,
        tools,
        progress,
        signal,
    }: {
        engine: Engine;
        id: string;
        tools: Tools;
        progress: vscode.Progress<{ message?: string }>;
        signal: AbortSignal;
    },
): Promise<BuildFailure | undefined> {
    const [tag = ''] = request.tags;
    const output = tools.buildOutput.begin(vscode.l10n.t('Building {0} from {1}', tag, request.dockerfile));
    const steps = new Map<string, BuildStep>();
    const options = { endpoint: engine.endpoint, signal, docker: readSetting('dockerPath') };
    try {
        for await (const event of build(request, options)) {
            output.add(event);
            if (event.kind === 'failed') {
                output.end(event.message);
                const step = [...steps.values()].find(({ state }) => state === 'failed')?.name;
                return { message: event.message, log: event.log, step };
            }
            if (event.kind === 'done') {
                output.end(vscode.l10n.t('Built {0} in {1} s', tag, (event.milliseconds / 1000).toFixed(1)));
            }
            if (event.kind !== 'step') continue;
            steps.set(event.step.id, event.step);
            const done = [...steps.values()].filter(({ state }) => state === 'done' || state === 'cached').length;
            tools.builds.update(id, { done, total: steps.size });
            if (event.step.state === 'running')
                progress.report({ message: `${done}/${steps.size} ${event.step.name}` });
        }
        return undefined;
    } catch (error) {
        output.end(signal.aborted ? vscode.l10n.t('Cancelled') : String(error));
        throw error;
    }
}

/** Says what the image holds, and warns where it cannot start. */
async function tellTruth(tag: string, engine: Engine, tools: Tools): Promise<ImageProgram> {
    const program = await readImageProgram(engine, tag);
    rememberProgram(program, tools);
    tools.builds.noteBuilt(program.details.id, Date.now());
    const truth = describeImageProgram(tag, program, {
        static: vscode.l10n.t('static'),
        dynamic: vscode.l10n.t('dynamic'),
    });
    tools.log.info(`Built ${truth}`);
    if (program.missingLoader === undefined) tools.messages.info(truth);
    else tools.messages.warn(`${truth}. ${loaderWords(program.missingLoader)}`);
    return program;
}

export function loaderWords(loader: string): string {
    return vscode.l10n.t('The binary is dynamic and needs the loader `{0}`, which the image does not have', loader);
}

const mostPrograms = 50;

export function rememberProgram(program: ImageProgram, { imagePrograms }: Pick<Tools, 'imagePrograms'>): void {
    const [oldest] = imagePrograms.keys();
    if (imagePrograms.size >= mostPrograms && oldest !== undefined) imagePrograms.delete(oldest);
    imagePrograms.set(program.details.id, program);
}
