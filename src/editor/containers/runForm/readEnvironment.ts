import { looksSecret } from '../../../engine/commandLine';
import { pathOf } from '../../webview/form/form';
import { controls, type Report } from './report';
import type { RunValues } from './values';

/** The environment of a container, as far as it may be shown. */
export interface Environment {
    readonly variables: Readonly<Record<string, string>>;
    /** Names of those whose value looks like a secret. */
    readonly hidden: ReadonlySet<string>;
    /** Secrets that are given as variables: their row by their name. */
    readonly secretVariables: Readonly<Record<string, string>>;
    /** Secrets that are given as files: their row by their name. */
    readonly secretFiles: Readonly<Record<string, string>>;
}

/** @param kept ids of the rows whose secret has a value */
export function readEnvironment({ env, secrets }: RunValues, kept: ReadonlySet<string>, report: Report): Environment {
    const { l10n } = report;
    const variables: Record<string, string> = {};
    const hidden = new Set<string>();
    for (const { id, name: typed, value } of env) {
        const name = typed.trim();
        const at = pathOf('env', id, 'name');
        if (name === '' && value === '') continue;
        if (!isVariableName(name)) report.wrong(at, name, l10n.t('`{0}` is no name of a variable', name));
        else if (Object.hasOwn(variables, name)) report.error(at, l10n.t('`{0}` is given twice', name));
        else {
            variables[name] = value;
            if (holdsSecret(name, value)) {
                hidden.add(name);
                report.inform(
                    at,
                    l10n.t('`{0}` looks like a secret, and whoever may inspect the container reads it', name),
                    [{ action: 'makeSecret', title: l10n.t('Make It a Secret') }],
                );
            }
        }
    }
    const secretVariables: Record<string, string> = {};
    const secretFiles: Record<string, string> = {};
    for (const { id, name: typed, as } of secrets) {
        const name = typed.trim();
        const at = pathOf('secrets', id, 'name');
        const isFile = as === 'file';
        const own = isFile ? secretFiles : secretVariables;
        if (isFile ? !isFileName(name) : !isVariableName(name)) {
            report.wrong(
                at,
                name,
                isFile ? l10n.t('`{0}` is no name of a file', name) : l10n.t('`{0}` is no name of a variable', name),
            );
        } else if (Object.hasOwn(own, name) || (!isFile && Object.hasOwn(variables, name))) {
            report.error(at, l10n.t('`{0}` is given twice', name));
        } else {
            own[name] = id;
            if (!kept.has(id)) report.error(pathOf('secrets', id, 'value'), l10n.t('`{0}` has no value yet', name));
        }
    }
    return { variables, hidden, secretVariables, secretFiles };
}

function isVariableName(name: string): boolean {
    return name !== '' && !/[=\s]/.test(name) && !controls.test(name);
}

function isFileName(name: string): boolean {
    return /^[A-Za-z0-9_.-]{1,128}$/.test(name) && !/^\.+$/.test(name);
}

/** By its name, or because it is an address with a password in it. */
export function holdsSecret(name: string, value: string): boolean {
    return value !== '' && (looksSecret(name) || /^[a-z][\w+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i.test(value));
}
