import type { CreateRequest } from '../../../engine/engine';
import { pathOf } from '../../webview/form/form';
import { controls, type Report } from './report';
import type { RunValues } from './values';

export interface Storage {
    readonly volumes: CreateRequest['volumes'];
    readonly temporary: readonly string[];
    /** The binds, with their row. */
    readonly binds: readonly { readonly row: string; readonly path: string; readonly readOnly: boolean }[];
}

const relabels = { z: 'shared', Z: 'private' } as const;

export function readStorage(values: RunValues, report: Report): Storage {
    const { l10n } = report;
    const taken = new Set<string>();
    const readTarget = (typed: string, path: string): string | undefined => {
        const target = typed.trim().replace(/(.)\/+$/, '$1');
        if (!target.startsWith('/') || target === '/' || controls.test(target)) {
            report.wrong(path, target, l10n.t('`{0}` is no absolute path of a folder in the container', target));
        } else if (taken.has(target)) report.error(path, l10n.t('`{0}` is given twice', target));
        else {
            taken.add(target);
            return target;
        }
        return undefined;
    };
    const volumes: CreateRequest['volumes'][number][] = [];
    const binds: Storage['binds'][number][] = [];
    for (const { id, type, source: name, path, target: typed, readOnly, relabel } of values.volumes) {
        const target = readTarget(typed, pathOf('volumes', id, 'target'));
        const isBind = type === 'bind';
        const source = (isBind ? path : name).trim();
        const at = pathOf('volumes', id, isBind ? 'path' : 'source');
        if (isBind ? !isAbsolute(source) : !/^[A-Za-z0-9][\w.-]*$/.test(source)) {
            report.wrong(
                at,
                source,
                isBind
                    ? l10n.t('`{0}` is no absolute path of this machine', source)
                    : l10n.t('`{0}` is no name of a volume', source),
            );
            continue;
        }
        if (isBind) binds.push({ row: id, path: source, readOnly });
        if (/[\\/](docker|podman|containerd)\.sock$/.test(source)) {
            report.warn(at, l10n.t('Whoever reaches the socket of the engine rules this machine'));
        }
        if (target === undefined) continue;
        const relabelled = isBind && (relabel === 'z' || relabel === 'Z') ? { relabel: relabels[relabel] } : {};
        volumes.push({ source, target, readOnly, ...relabelled });
    }
    const temporary = values.temporary.flatMap(
        ({ id, path }) => readTarget(path, pathOf('temporary', id, 'path')) ?? [],
    );
    return { volumes, temporary, binds };
}

function isAbsolute(path: string): boolean {
    return !controls.test(path) && (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path) || path.startsWith('\\\\'));
}
