import type { Problem } from '../../webview/form/messages';
import type { Translate } from '../faces';

/** Collects what is said of the fields. */
export interface Report {
    readonly l10n: Translate;
    readonly problems: readonly Problem[];
    error(path: string, text: string, actions?: Problem['actions']): void;
    /** An error about a value, or that there is none. */
    wrong(path: string, value: string, text: string): void;
    warn(path: string, text: string, actions?: Problem['actions']): void;
    inform(path: string, text: string, actions?: Problem['actions']): void;
}

export function createReport(l10n: Translate): Report {
    const problems: Problem[] = [];
    const say =
        (severity: Problem['severity']) =>
        (path: string, text: string, actions: Problem['actions'] = []): void => {
            problems.push({ path, severity, text, actions });
        };
    const error = say('error');
    return {
        l10n,
        problems,
        error,
        wrong: (path, value, text) => {
            error(path, value === '' ? l10n.t('It is empty') : text);
        },
        warn: say('warning'),
        inform: say('info'),
    };
}

/** A whole number in a field; `undefined` for an empty one, and for one that is no such number, which has then been said. */
export function readCount(
    typed: string,
    path: string,
    report: Report,
    { least, most = Number.MAX_SAFE_INTEGER }: { readonly least: number; readonly most?: number },
): number | undefined {
    const text = typed.trim();
    if (text === '') return undefined;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    report.error(
        path,
        most === Number.MAX_SAFE_INTEGER
            ? report.l10n.t('`{0}` is no whole number from {1} upwards', text, least)
            : report.l10n.t('`{0}` is no whole number from {1} to {2}', text, least, most),
    );
    return undefined;
}

/** What stands between commas. */
export function readList(typed: string): readonly string[] {
    return [...new Set(typed.split(',').map((part) => part.trim()))].filter((part) => part !== '');
}

/** Control characters: nothing that a container is described by may hold them. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
export const controls = /[\u0000-\u001F\u007F]/;
