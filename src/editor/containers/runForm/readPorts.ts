import { isIP } from 'node:net';
import type { CreateRequest } from '../../../engine/engine';
import { pathOf } from '../../webview/form/form';
import { readCount, type Report } from './report';
import type { RunValues } from './values';

export type RequestedPort = CreateRequest['ports'][number] & { readonly row: string };

/** The ports that are published; none where the container has no network of its own. */
export function readPorts({ ports, network }: RunValues, report: Report): readonly RequestedPort[] {
    const { l10n } = report;
    if (network === 'host' || network === 'none') {
        if (ports.length > 0) report.inform('ports', l10n.t('With the network `{0}` no port is published', network));
        return [];
    }
    const taken = new Map<string, string>();
    return ports.flatMap(({ id, container: typed, protocol, host: typedHost, address: typedAddress }) => {
        const at = (column: string): string => pathOf('ports', id, column);
        const container = readCount(typed, at('container'), report, { least: 1, most: 65_535 });
        const host = readCount(typedHost, at('host'), report, { least: 1, most: 65_535 }) ?? 0;
        const address = typedAddress.trim().replace(/^\[(.*)\]$/, '$1') || '127.0.0.1';
        if (typed.trim() === '') report.wrong(at('container'), '', '');
        if (isIP(address) === 0) {
            report.error(at('address'), l10n.t('`{0}` is no address of this machine', address));
            return [];
        }
        if (container === undefined) return [];
        if (isOpenToAll(address)) {
            report.warn(at('address'), l10n.t('Every machine that reaches this one reaches the program'));
        }
        const key = `${host}/${protocol}`;
        if (host !== 0 && taken.has(key)) {
            report.error(at('host'), l10n.t('Port {0} is given twice', host));
            return [];
        }
        taken.set(key, id);
        return [{ row: id, container, host, address, protocol: protocol === 'udp' ? 'udp' : 'tcp' }];
    });
}

function isOpenToAll(address: string): boolean {
    return address === '0.0.0.0' || /^[0:]+$/.test(address);
}
