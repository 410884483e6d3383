import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { CreateRequest, Engine } from '../../../engine/engine';
import { portProcess } from '../../../engine/portProcess';
import { pathOf } from '../../webview/form/form';
import type { FromForm } from '../../webview/form/messages';
import { contentOf, makeRoom, startInPlace } from '../runProgram';
import type { Tools } from '../tools';
import { commandLine } from './commandLine';
import type { Judgement } from './judgeForm';
import type { LoadedForm } from './loadForm';
import type { Remembered } from './remembered';
import type { SecretStore } from './secretStore';
import type { RunValues } from './values';

export interface FormState {
    readonly form: LoadedForm;
    readonly values: RunValues;
}

export interface ActionTools {
    readonly tools: Tools;
    readonly secrets: SecretStore;
    readonly remembered: Remembered;
    readonly judge: () => Promise<Judgement | undefined>;
    readonly change: (values: RunValues, focus?: string) => void;
    readonly tell: (text: string, isBusy?: boolean) => void;
}

/** Does what a button of the form is for. */
export async function act(
    message: Extract<FromForm, { readonly kind: 'act' | 'browse' }>,
    state: FormState,
    actionTools: ActionTools,
): Promise<void> {
    const { values, form } = state;
    const { secrets, change, tell } = actionTools;
    const [field = '', row = ''] = message.path.split('/');
    if (message.kind === 'browse') {
        await browse(message.path, values, form, change);
        return;
    }
    const [action, argument = ''] = message.action.split(':');
    switch (action) {
        case 'submit':
            await submit(state, actionTools);
            break;
        case 'copy':
            await copyLine(actionTools);
            break;
        case 'reset':
            change(form.defaults, 'name');
            break;
        case 'usePort':
            change(withCell(values, 'ports', row, { host: argument }), pathOf('ports', row, 'host'));
            break;
        case 'stop':
            await stopHolder(argument, actionTools);
            change(values, message.path);
            break;
        case 'end':
            await endHolder(Number(argument), message.path, state, actionTools);
            change(values, message.path);
            break;
        case 'makeSecret':
            change(...makeSecret(values, row, secrets));
            break;
        case 'relabel':
            change(withCell(values, 'volumes', row, { relabel: 'z' }), pathOf('volumes', row, 'relabel'));
            break;
        case 'createNetwork':
            change({ ...values, createNetwork: true }, field);
            break;
        default:
            tell('');
    }
}

type RowsName = 'ports' | 'volumes';

function withCell(values: RunValues, name: RowsName, row: string, cells: Readonly<Record<string, string>>): RunValues {
    return { ...values, [name]: values[name].map((each) => (each.id === row ? { ...each, ...cells } : each)) };
}

function makeSecret(values: RunValues, row: string, secrets: SecretStore): [RunValues, string] {
    const variable = values.env.find(({ id }) => id === row);
    if (variable === undefined) return [values, 'env'];
    secrets.set(row, variable.value);
    return [
        {
            ...values,
            env: values.env.filter(({ id }) => id !== row),
            secrets: [...values.secrets, { id: row, name: variable.name, as: 'variable', value: '' }],
        },
        pathOf('secrets', row, 'as'),
    ];
}

async function browse(
    path: string,
    values: RunValues,
    { program }: LoadedForm,
    change: ActionTools['change'],
): Promise<void> {
    const [field = '', row = ''] = path.split('/');
    const isFile = field === 'envFile' || field === 'seccompFile';
    const [picked] =
        (await vscode.window.showOpenDialog({
            canSelectFiles: isFile,
            canSelectFolders: !isFile,
            defaultUri: vscode.Uri.parse(program.folder.uri),
        })) ?? [];
    if (picked === undefined) return;
    change(
        isFile ? { ...values, [field]: picked.fsPath } : withCell(values, 'volumes', row, { path: picked.fsPath }),
        path,
    );
}

async function copyLine({ judge, tell }: ActionTools): Promise<void> {
    const judgement = await judge();
    if (judgement === undefined) return;
    await vscode.env.clipboard.writeText(commandLine(judgement.choice));
    tell(vscode.l10n.t('Copied'));
}

async function stopHolder(container: string, { tools, tell }: ActionTools): Promise<void> {
    const { engine, containers } = await tools.session.read();
    const name = containers.find(({ id }) => id === container)?.name ?? container;
    tell(vscode.l10n.t('Stopping {0}', name), true);
    await engine.stop(container);
    await tools.session.read();
    tell(vscode.l10n.t('Stopped {0}', name));
}

const patience = { triesEvery: 200, forMilliseconds: 5000 };

/** Ends a program that holds a port, after a question, and only where it is still the one that was shown. */
async function endHolder(id: number, path: string, { values }: FormState, { tell }: ActionTools): Promise<void> {
    const [, row = ''] = path.split('/');
    const port = Number(values.ports.find((each) => each.id === row)?.host);
    const holder = await portProcess(port);
    if (holder?.id !== id) return;
    const end = vscode.l10n.t('End `{0}`', holder.name);
    const pressed = await vscode.window.showWarningMessage(
        vscode.l10n.t('End the program `{0}` ({1}), which holds port {2}?', holder.name, id, port),
        { modal: true, detail: vscode.l10n.t('It is asked to end; what it has not saved may be lost') },
        end,
    );
    if (pressed !== end) return;
    process.kill(id, 'SIGTERM');
    for (const until = Date.now() + patience.forMilliseconds; Date.now() < until;) {
        await pause(patience.triesEvery);
        if ((await portProcess(port))?.id !== id) {
            tell(vscode.l10n.t('`{0}` has ended', holder.name));
            return;
        }
    }
    tell(vscode.l10n.t('`{0}` does not end', holder.name));
}

async function submit({ form, values }: FormState, actionTools: ActionTools): Promise<void> {
    const { tools, secrets, remembered, judge, tell } = actionTools;
    const { program } = form;
    const judgement = await judge();
    if (judgement === undefined) return;
    const faults = judgement.report.problems.filter(({ severity }) => severity === 'error').length;
    if (faults > 0) {
        tell(
            faults === 1
                ? vscode.l10n.t('1 problem keeps the container from starting')
                : vscode.l10n.t('{0} problems keep the container from starting', faults),
        );
        return;
    }
    tell(vscode.l10n.t('Starting {0}', program.command.name), true);
    const content = form.content ?? (await contentOf(program, tools));
    if (content === undefined) {
        tell('');
        return;
    }
    const rows = values.secrets.map(({ id }) => id);
    await secrets.save(rows, remembered.secretRows());
    await remembered.remember(values);
    const isRunning = await startInPlace(program, content, tools, async (engine) => {
        if (values.replace) await makeRoom(program, (await tools.session.read()).containers, engine);
        await createNetwork(judgement, form, engine, tools);
        tools.log.info(`Running ${commandLine(judgement.choice)}`);
        return withSecrets(judgement, secrets);
    });
    tell(
        isRunning
            ? vscode.l10n.t('`{0}` runs', program.command.name)
            : vscode.l10n.t('`{0}` did not start', program.command.name),
    );
}

async function createNetwork(
    { choice }: Judgement,
    { labels }: LoadedForm,
    engine: Engine,
    { log }: Tools,
): Promise<void> {
    const { createNetwork: name } = choice;
    if (name === undefined) return;
    // it may have come into being since the form was opened
    if ((await engine.networks()).some((network) => network.name === name)) return;
    log.info(`Creating the network ${name}`);
    await engine.createNetwork({ name, labels });
}

/** What goes to the engine and nowhere else. */
function withSecrets({ choice, files }: Judgement, secrets: SecretStore): CreateRequest {
    const { request, environment } = choice;
    const valuesOf = (rows: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
        Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, secrets.value(row) ?? '']));
    const secretFiles = valuesOf(environment.secretFiles);
    return {
        ...request,
        env: { ...files.variables, ...request.env, ...valuesOf(environment.secretVariables) },
        ...(Object.keys(secretFiles).length > 0 && { secrets: secretFiles }),
        ...(files.seccomp !== undefined && { seccomp: files.seccomp }),
    };
}
