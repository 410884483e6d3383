import type { CreateRequest } from '../../../engine/engine';
import { controls, readList, type Report } from './report';
import type { RunValues } from './values';

export type Security = Pick<
    CreateRequest,
    | 'user'
    | 'readOnlyRoot'
    | 'noNewPrivileges'
    | 'dropCapabilities'
    | 'addCapabilities'
    | 'droppedCapabilities'
    | 'appArmor'
    | 'selinux'
    | 'seccomp'
    | 'userNamespace'
>;

/** The seccomp profile of a file is read when the container is created. */
export function readSecurity(values: RunValues, report: Report): Security {
    const { l10n } = report;
    const { readOnlyRoot, noNewPrivileges, dropCapabilities } = values;
    const user = readUser(values.user, report);
    const addCapabilities = readCapabilities(values.capAdd, 'capAdd', report);
    const droppedCapabilities = dropCapabilities ? [] : readCapabilities(values.capDrop, 'capDrop', report);
    if (addCapabilities.includes('ALL') || addCapabilities.includes('SYS_ADMIN')) {
        report.warn('capAdd', l10n.t('With these the program may do nearly what root of this machine may'));
    }
    const appArmor = readWord(values.apparmor, 'apparmor', report);
    const selinux = values.selinux.split(/\s+/).filter((part) => part !== '');
    if (values.seccomp === 'unconfined') report.warn('seccomp', l10n.t('The program may use every system call'));
    if (values.seccomp === 'file' && values.seccompFile.trim() === '') {
        report.wrong('seccompFile', '', '');
    }
    return {
        readOnlyRoot,
        noNewPrivileges,
        dropCapabilities,
        ...(user !== '' && { user }),
        ...(addCapabilities.length > 0 && { addCapabilities }),
        ...(droppedCapabilities.length > 0 && { droppedCapabilities }),
        ...(appArmor !== '' && { appArmor }),
        ...(selinux.length > 0 && { selinux }),
        ...(values.seccomp === 'unconfined' && { seccomp: 'unconfined' }),
        ...(values.userns !== '' && { userNamespace: values.userns }),
    };
}

function readUser(typed: string, report: Report): string {
    const { l10n } = report;
    const user = typed.trim();
    if (user === '') return user;
    if (!/^[^\s:]+(:[^\s:]+)?$/.test(user) || controls.test(user)) {
        report.error('user', l10n.t('`{0}` is no user, such as `65532` or `65532:65532`', user));
        return '';
    }
    if (/^(0+|root)(:|$)/.test(user)) report.warn('user', l10n.t('The program runs as root'));
    return user;
}

function readCapabilities(typed: string, path: string, report: Report): readonly string[] {
    const names = readList(typed).map((name) => name.toUpperCase().replace(/^CAP_/, ''));
    const wrong = names.find((name) => !/^[A-Z_]{2,30}$/.test(name));
    if (wrong !== undefined) report.error(path, report.l10n.t('`{0}` is no capability', wrong));
    return wrong === undefined ? names : [];
}

function readWord(typed: string, path: string, report: Report): string {
    const word = typed.trim();
    if (!/\s/.test(word) && !controls.test(word)) return word;
    report.error(path, report.l10n.t('`{0}` is no name of a profile', word));
    return '';
}
