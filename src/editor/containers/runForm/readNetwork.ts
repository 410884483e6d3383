import type { CreateRequest } from '../../../engine/engine';
import { readList, type Report } from './report';
import type { RunValues } from './values';

export interface ChosenNetwork {
    readonly request: Pick<CreateRequest, 'network' | 'aliases'>;
    /** The network to create first, where it is missing. */
    readonly create: string | undefined;
}

export function readNetwork(values: RunValues, networks: readonly string[], report: Report): ChosenNetwork {
    const { l10n } = report;
    if (values.network === 'host') {
        report.warn(
            'network',
            l10n.t(
                'The program reaches what listens on the loopback of the machine, and is reached on all its addresses',
            ),
        );
    }
    if (values.network !== 'custom') {
        return { request: values.network === 'bridge' ? {} : { network: values.network }, create: undefined };
    }
    const network = values.networkName.trim();
    const isMissing = !networks.includes(network);
    if (!/^[A-Za-z0-9][\w.-]*$/.test(network)) {
        report.wrong('networkName', network, l10n.t('`{0}` is no name of a network', network));
        return { request: {}, create: undefined };
    }
    if (isMissing && values.createNetwork) {
        report.inform('networkName', l10n.t('There is no network `{0}` yet: it is created', network));
    } else if (isMissing) {
        report.error('networkName', l10n.t('There is no network `{0}`', network), [
            { action: 'createNetwork', title: l10n.t('Create It') },
        ]);
    }
    const aliases = readList(values.aliases);
    const wrong = aliases.find((alias) => !/^[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/.test(alias));
    if (wrong !== undefined) report.error('aliases', l10n.t('`{0}` is no name of a host', wrong));
    return {
        request: { network, ...(aliases.length > 0 && wrong === undefined && { aliases }) },
        create: isMissing && values.createNetwork ? network : undefined,
    };
}
