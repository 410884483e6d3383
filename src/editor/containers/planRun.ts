import * as vscode from 'vscode';
import type { Container, Engine } from '../../engine/engine';
import { containerName } from '../../engine/labels';
import { nextFreePort } from '../../engine/portHolder';
import { folderOf } from '../../project/paths';
import { HelpfulError } from '../helpfulError';
import { readSetting } from '../settings';
import { hasFolder, type ImageProgram } from './imageProgram';
import { imageConfig } from './programPaths';
import type { Program } from './rows';
import { canBeMounted, writtenFolders, type RunPlan, type WritableFolders } from './runRequest';

/** Decides what a command's container gets beside `containers`: a free name, free ports, folders to write to, the limits of the settings. */
export async function planRun(
    { folder, command }: Program,
    { details, path }: ImageProgram,
    engine: Engine,
    containers: readonly Container[],
): Promise<Omit<RunPlan, 'image' | 'labels'>> {
    const { workingDir } = imageConfig(details.raw);
    const wanted = command.ports.filter(({ loopback }) => !loopback);
    const inside = command.ports.length > 0 ? wanted : details.exposedPorts;
    const ports: RunPlan['ports'][number][] = [];
    for (const { port, protocol } of inside) {
        const isUdp = protocol === 'udp';
        const host = isUdp ? port : await freePort(port, ports, containers, engine);
        ports.push({ container: port, protocol: isUdp ? 'udp' : 'tcp', host });
    }
    return {
        name: containerName(
            folder.name,
            command.name,
            folder.project.commands.length,
            new Set(containers.map(({ name }) => name)),
        ),
        ports,
        folders: await placeFolders(writtenFolders(command, workingDir), details.id, path, engine),
        memory: readSetting('run.memoryMiB'),
        processes: readSetting('run.processes'),
    };
}

/** The same number where it is free. */
async function freePort(
    port: number,
    taken: RunPlan['ports'],
    containers: readonly Container[],
    { endpoint }: Engine,
): Promise<number> {
    let start = port;
    for (;;) {
        const free = await nextFreePort(start, { containers, endpoint, address: '127.0.0.1' });
        if (free === undefined) {
            throw new HelpfulError(vscode.l10n.t('No port from {0} to {1} is free on this machine', port, port + 99));
        }
        if (!taken.some(({ host }) => host === free)) return free;
        start = free + 1;
    }
}

/** A folder of the image gives a new volume its content and its owner; one that the image lacks would belong to root, so it is put in memory. */
async function placeFolders(
    folders: readonly string[],
    image: string,
    program: string | undefined,
    engine: Engine,
): Promise<WritableFolders> {
    const mounted = folders.filter(
        (folder) => program === undefined || canBeMounted(folder, [folderOf(program), program]),
    );
    const inImage = await Promise.all(mounted.map((folder) => hasFolder(engine, image, folder)));
    return {
        kept: mounted.filter((_, index) => inImage[index]),
        temporary: mounted.filter((_, index) => !inImage[index]),
        wholeRoot: mounted.length < folders.length,
    };
}
