import * as vscode from 'vscode';
import type { FromForm, ToForm } from '../../webview/form/messages';
import type { Page, PageServer } from '../../webview/pages';
import { withAdvice } from '../advice';
import { HelpfulError } from '../../helpfulError';
import type { Tools } from '../tools';
import { act, type FormState } from './actions';
import { commandLine } from './commandLine';
import { describeSections } from './fields';
import { judgeForm, type Judgement } from './judgeForm';
import { loadForm } from './loadForm';
import { createRemembered } from './remembered';
import type { FormContext } from './runForm';
import { createSecretStore } from './secretStore';
import { nameOfSubject } from './subject';
import { fitRunValues, type RunValues } from './values';

/** Serves one run form: what is typed is judged as it comes, against the engine as it is. */
export function serveForm(page: Page<ToForm>, tools: Tools, context: FormContext): PageServer<FromForm> {
    const { subject } = page;
    const { l10n } = vscode;
    const remembered = createRemembered(context.workspaceState, subject);
    const secrets = createSecretStore(context.secrets, subject);
    const held = tools.session.hold();
    let state: FormState | undefined;
    let revision = 0;
    let newest: object | undefined;

    const show = async (kept: unknown): Promise<void> => {
        const form = await loadForm(subject, tools);
        const fit = (given: unknown, defaults: RunValues): RunValues => fitRunValues(given, defaults, l10n, form.facts);
        const values = fit(kept ?? remembered.values(), form.defaults);
        state = { form, values };
        await secrets.load(values.secrets.map(({ id }) => id));
        const { folder, command } = form.program;
        page.send({
            kind: 'show',
            subject,
            heading: l10n.t('Run {0}', command.name),
            intro:
                form.content === undefined
                    ? l10n.t('The image `{0}` is built first', form.tag)
                    : l10n.t('A container of `{0}`, from the folder {1}', form.tag, folder.name),
            sections: [...describeSections(l10n, form.facts)],
            values,
            texts: texts(l10n.t('Run')),
        });
        await judge();
    };

    const texts = (submit: string) => ({
        submit,
        copy: l10n.t('Copy Command Line'),
        reset: l10n.t('Reset'),
        output: l10n.t('Equivalent command line'),
        oneProblem: l10n.t('1 problem'),
        problems: l10n.t('{0} problems', '{0}'),
    });

    /** What is shown is always of the newest values. */
    const judge = async (): Promise<Judgement | undefined> => {
        if (state === undefined) return undefined;
        const own = {};
        newest = own;
        const { values, form } = state;
        const judgement = await judgeForm(values, form, {
            containers: tools.session.holdings.containers,
            kept: secrets.kept,
            folder: vscode.Uri.parse(form.program.folder.uri).fsPath,
            l10n,
        });
        if (newest === own) {
            page.send({
                kind: 'judged',
                revision,
                problems: [...judgement.report.problems],
                output: commandLine(judgement.choice),
                kept: [...secrets.kept],
            });
        }
        return judgement;
    };

    const change = (values: RunValues, focus?: string): void => {
        if (state !== undefined) state = { ...state, values };
        page.send({ kind: 'values', values, focus });
    };
    const tell = (text: string, isBusy = false): void => {
        page.send({ kind: 'status', text, isBusy });
    };

    const receive = async (message: FromForm): Promise<void> => {
        switch (message.kind) {
            case 'ready':
                await show(state?.values ?? message.values);
                break;
            case 'changed':
                if (state === undefined) break;
                revision = message.revision;
                state = {
                    ...state,
                    values: fitRunValues(message.values, state.form.defaults, l10n, state.form.facts),
                };
                await judge();
                break;
            case 'secret':
                secrets.set(message.row, message.value);
                await judge();
                break;
            case 'browse':
            case 'act':
                if (state === undefined) await show(undefined);
                else await act(message, state, { tools, secrets, remembered, judge, change, tell });
                break;
        }
    };

    const fail = (thrown: unknown): void => {
        if (thrown instanceof vscode.CancellationError) {
            tell('');
            return;
        }
        const error = withAdvice(thrown, tools);
        const words = error instanceof Error ? error.message : String(error);
        tools.log.error(`The form of ${nameOfSubject(subject)}: ${words}`);
        tools.messages.error(words, error instanceof HelpfulError ? error.buttons : []);
        if (state !== undefined) {
            tell(words);
            return;
        }
        page.send({
            kind: 'show',
            subject,
            heading: l10n.t('Run {0}', nameOfSubject(subject)),
            intro: words,
            sections: [],
            values: {},
            texts: texts(l10n.t('Try Again')),
        });
    };

    const listening = tools.session.onDidChange(() => void judge().catch(fail));
    return {
        receive: (message) => receive(message).catch(fail),
        dispose() {
            listening.dispose();
            held.dispose();
        },
    };
}
