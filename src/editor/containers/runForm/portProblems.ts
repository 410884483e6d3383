import type { Container, Endpoint } from '../../../engine/engine';
import { nextFreePort, portHolder } from '../../../engine/portHolder';
import { pathOf } from '../../webview/form/form';
import type { RequestedPort } from './readPorts';
import type { Report } from './report';

/** Says who holds a port that is asked for, with what helps. `containers` are those that will still be there. */
export async function tellHeldPorts(
    ports: readonly RequestedPort[],
    {
        containers,
        endpoint,
        own,
    }: {
        readonly containers: readonly Container[];
        readonly endpoint: Endpoint;
        /** Ports of the container whose place is taken: they are free by then. */
        readonly own: ReadonlySet<number>;
    },
    report: Report,
): Promise<void> {
    const { l10n } = report;
    const asked = new Set(ports.map(({ host }) => host));
    for (const { row, host, address, protocol } of ports) {
        if (host === 0 || protocol !== 'tcp' || own.has(host)) continue;
        const holder = await portHolder(host, { containers, endpoint, address });
        if (holder.kind === 'free') continue;
        const free = await freeFrom(host + 1, asked, { containers, endpoint, address });
        const useFree = free === undefined ? [] : [{ action: `usePort:${free}`, title: l10n.t('Use Port {0}', free) }];
        const path = pathOf('ports', row, 'host');
        if (holder.kind === 'container') {
            const { id, name } = holder.container;
            report.error(path, l10n.t('Port {0} is held by the container `{1}`', host, name), [
                ...useFree,
                { action: `stop:${id}`, title: l10n.t('Stop `{0}`', name) },
            ]);
            continue;
        }
        const { process: program } = holder;
        if (program === undefined) {
            report.error(path, l10n.t('Port {0} is held by a program of this machine', host), useFree);
            continue;
        }
        report.error(path, l10n.t('Port {0} is held by the program `{1}` ({2})', host, program.name, program.id), [
            ...useFree,
            { action: `end:${program.id}`, title: l10n.t('End `{0}`', program.name) },
        ]);
    }
}

async function freeFrom(
    start: number,
    asked: ReadonlySet<number>,
    options: { readonly containers: readonly Container[]; readonly endpoint: Endpoint; readonly address: string },
): Promise<number | undefined> {
    for (let from = start; ;) {
        const free = await nextFreePort(from, options);
        if (free === undefined || !asked.has(free)) return free;
        from = free + 1;
    }
}
