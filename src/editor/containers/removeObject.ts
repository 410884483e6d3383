import * as vscode from 'vscode';
import { HelpfulError } from '../helpfulError';
import { pick, rowOf } from './choose';
import { confirm } from './confirm';
import type { Tools } from './tools';

/** Removes the volume of a row, or one that the user picks, after a question. */
export async function removeVolume(argument: unknown, tools: Tools): Promise<void> {
    const subject = rowOf(argument, tools)?.subject;
    const { engine, volumes, containers } = await tools.session.read();
    const volume =
        subject?.kind === 'volume'
            ? subject.volume
            : await pick(volumes, ({ name, driver }) => ({ label: name, description: driver }), {
                  placeholder: vscode.l10n.t('Remove a volume'),
                  none: vscode.l10n.t('There is no volume'),
                  always: true,
              });
    const users = containers.filter(({ mounts }) => mounts.some(({ source }) => source === volume.name));
    refuseWhereUsed(
        vscode.l10n.t('The volume `{0}`', volume.name),
        users.map(({ name }) => name),
    );
    await confirm(
        vscode.l10n.t('Remove the volume `{0}`?', volume.name),
        vscode.l10n.t('Its data cannot be had again'),
        vscode.l10n.t('Remove'),
    );
    await engine.removeVolume(volume.name);
}

/** Removes the network of a row, or one that the user picks. It holds nothing, so nothing is asked. */
export async function removeNetwork(argument: unknown, tools: Tools): Promise<void> {
    const subject = rowOf(argument, tools)?.subject;
    const { engine, networks, containers } = await tools.session.read();
    const network =
        subject?.kind === 'network'
            ? subject.network
            : await pick(
                  networks.filter(({ builtIn }) => !builtIn),
                  ({ name, driver }) => ({ label: name, description: driver }),
                  {
                      placeholder: vscode.l10n.t('Remove a network'),
                      none: vscode.l10n.t('There is no network but those that come with the engine'),
                      always: true,
                  },
              );
    const users = containers.filter((container) => container.networks.includes(network.name));
    refuseWhereUsed(
        vscode.l10n.t('The network `{0}`', network.name),
        users.map(({ name }) => name),
    );
    await engine.removeNetwork(network.id);
}

function refuseWhereUsed(what: string, users: readonly string[]): void {
    if (users.length > 0) throw new HelpfulError(vscode.l10n.t('{0} is in use by {1}', what, users.join(', ')));
}
