import * as vscode from 'vscode';
import { parseAddress } from '../../engine/address';
import type { Container, Endpoint, PublishedPort } from '../../engine/engine';
import { HelpfulError } from '../helpfulError';
import { chooseContainer } from './choose';
import { isRunning } from './faces';
import type { Tools } from './tools';

/** Opens a published port of a running container. */
export async function openInBrowser(argument: unknown, tools: Tools): Promise<void> {
    const { container } = await chooseContainer(argument, tools, hasPort, {
        placeholder: vscode.l10n.t('Open a container in the browser'),
        none: vscode.l10n.t('No running container publishes a port'),
    });
    const port = await choosePort(container);
    const { endpoint } = await tools.session.engine();
    const uri = vscode.Uri.parse(`http://${hostOf(endpoint, port)}:${port.host ?? ''}/`);
    await vscode.env.openExternal(await vscode.env.asExternalUri(uri));
}

function hasPort(container: Container): boolean {
    return isRunning(container) && publishedPorts(container).length > 0;
}

function publishedPorts({ ports }: Container): readonly PublishedPort[] {
    return ports.filter(({ host, protocol }) => host !== undefined && protocol === 'tcp');
}

async function choosePort(container: Container): Promise<PublishedPort> {
    const ports = publishedPorts(container);
    const [first] = ports;
    if (first === undefined) throw new HelpfulError(vscode.l10n.t('`{0}` publishes no port', container.name));
    if (ports.length === 1) return first;
    const picked = await vscode.window.showQuickPick(
        ports.map((port) => ({
            label: `:${port.host ?? ''}`,
            description: vscode.l10n.t('{0} in the container', port.container),
            port,
        })),
        { placeHolder: vscode.l10n.t('Which port?') },
    );
    if (picked === undefined) throw new vscode.CancellationError();
    return picked.port;
}

/** Where a published port can be reached: on this machine, or on the one where the engine is. */
function hostOf({ address }: Endpoint, port: PublishedPort): string {
    const read = parseAddress(address);
    if (read.kind === 'socket' || ['localhost', '127.0.0.1', '::1'].includes(read.host)) return 'localhost';
    if (port.address === '127.0.0.1' || port.address === '::1') {
        throw new HelpfulError(
            vscode.l10n.t(
                'Port {0} can be reached on `{1}` only: forward it with `ssh -L {0}:localhost:{0} {1}`',
                port.host ?? 0,
                read.host,
            ),
        );
    }
    return read.host.includes(':') ? `[${read.host}]` : read.host;
}
