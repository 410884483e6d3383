import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Container, Endpoint } from '../../../engine/engine';
import { containerName, labelsFor } from '../../../engine/labels';
import { HelpfulError } from '../../helpfulError';
import { readSetting } from '../../settings';
import { requireTrust } from '../advice';
import { planRun } from '../planRun';
import type { ImageProgram } from '../imageProgram';
import { belongsTo, tagOf, type Program } from '../rows';
import { knownProgram } from '../runProgram';
import { runRequest } from '../runRequest';
import type { Tools } from '../tools';
import type { FormFacts } from './fields';
import { findSubject, nameOfSubject } from './subject';
import { defaultValues, type RunValues } from './values';

/** What a form stands on: the command, its image and the engine as they were when the page was shown. */
export interface LoadedForm {
    readonly program: Program;
    readonly tag: string;
    /** `undefined` where there is no image yet. */
    readonly content: ImageProgram | undefined;
    readonly endpoint: Endpoint;
    readonly facts: FormFacts;
    readonly labels: Readonly<Record<string, string>>;
    readonly hasSelinux: boolean;
    readonly imageUser: string;
    readonly defaults: RunValues;
}

export async function loadForm(subject: string, tools: Tools): Promise<LoadedForm> {
    requireTrust();
    const program = findSubject(subject, await tools.folders.read());
    if (program === undefined) {
        throw new HelpfulError(vscode.l10n.t('There is no Go command `{0}` in this workspace', nameOfSubject(subject)));
    }
    const { folder, command } = program;
    const { engine, images, containers } = await tools.session.read();
    const tag = tagOf(program);
    const hasImage = images.some(({ tags }) => tags.includes(tag));
    const [content, networks, volumes, { security }] = await Promise.all([
        hasImage ? knownProgram(tag, engine, tools) : undefined,
        engine.networks(),
        engine.volumes(),
        engine.systemInfo(),
    ]);
    const labels = labelsFor({ workspace: folder.workspace, command: command.name });
    const request = runRequest({
        ...(content === undefined
            ? planWithoutImage(program, containers)
            : await planRun(program, content, engine, stayingContainers(containers, program, true))),
        image: tag,
        labels,
    });
    const own = containers.filter((container) => belongsTo(container, program));
    return {
        program,
        tag,
        content,
        endpoint: engine.endpoint,
        facts: {
            networks: networks.filter(({ builtIn }) => !builtIn).map(({ name }) => name),
            volumes: volumes.filter(({ anonymous }) => !anonymous).map(({ name }) => name),
            variables: [...new Set(command.env.map(({ name }) => name))],
            goVersion: content?.binary?.goVersion,
        },
        labels,
        hasSelinux: security.includes('selinux'),
        imageUser: content === undefined ? '' : content.details.user,
        defaults: defaultValues({ request: { ...request, ports: keepPorts(request.ports, own) }, newId }),
    };
}

function newId(): string {
    return randomBytes(12).toString('hex');
}

/** Those that are still there when the new one starts. */
export function stayingContainers(
    containers: readonly Container[],
    program: Program,
    replaces: boolean,
): readonly Container[] {
    return replaces ? containers.filter((container) => !belongsTo(container, program)) : containers;
}

/** As far as the sources tell. */
function planWithoutImage({ folder, command }: Program, containers: readonly Container[]) {
    const taken = new Set(containers.map(({ name }) => name));
    return {
        name: containerName(folder.name, command.name, folder.project.commands.length, taken),
        ports: command.ports
            .filter(({ loopback }) => !loopback)
            .map(({ port, protocol }) => ({ container: port, protocol, host: port })),
        folders: { kept: [], temporary: [], wholeRoot: false },
        memory: readSetting('run.memoryMiB'),
        processes: readSetting('run.processes'),
    };
}

/** A command whose container runs keeps the ports that people know. */
function keepPorts<Port extends { readonly container: number; readonly host: number }>(
    ports: readonly Port[],
    own: readonly Container[],
): readonly Port[] {
    const published = own.flatMap((container) => container.ports);
    return ports.map((port) => {
        const same = published.find(({ container, host }) => container === port.container && host !== undefined);
        return same?.host === undefined ? port : { ...port, host: same.host };
    });
}
