import { stat } from 'node:fs/promises';
import { pathOf } from '../../webview/form/form';
import type { RunChoice } from './readValues';
import type { Report } from './report';

/** Says what stands in the way of a folder of this machine. For an engine on this machine only: the disk of another one is not seen. */
export async function tellBinds(
    { binds, request }: RunChoice,
    { imageUser, hasSelinux }: { readonly imageUser: string; readonly hasSelinux: boolean },
    report: Report,
): Promise<void> {
    const { l10n } = report;
    const user = numberOf(request.user ?? imageUser);
    for (const { row, path, readOnly } of binds) {
        const at = pathOf('volumes', row, 'path');
        const found = await stat(path).catch(() => undefined);
        if (found === undefined) {
            report.error(at, l10n.t('There is no `{0}` on this machine', path));
            continue;
        }
        if (!readOnly && user !== undefined && user !== 0 && process.platform === 'linux') {
            const needed = found.uid === user ? 0o200 : 0o002;
            if ((found.mode & needed) === 0) {
                report.warn(
                    at,
                    l10n.t(
                        'It belongs to user {0}, and the program runs as user {1}, who may not write to it: a named volume has no such trouble',
                        found.uid,
                        user,
                    ),
                );
            }
        }
        const mount = request.volumes.find(({ source }) => source === path);
        if (hasSelinux && mount !== undefined && mount.relabel === undefined) {
            report.inform(
                pathOf('volumes', row, 'relabel'),
                l10n.t('SELinux keeps containers from folders that do not carry their label'),
                [{ action: 'relabel', title: l10n.t('Label It `z`') }],
            );
        }
    }
}

/** Of a user by number; an image without one runs as root. */
function numberOf(user: string): number | undefined {
    const [name = ''] = user.split(':', 1);
    if (name === '' || name === 'root') return 0;
    if (name === 'nonroot') return 65_532;
    return /^\d{1,10}$/.test(name) ? Number(name) : undefined;
}
