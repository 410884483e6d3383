import type { CreateRequest } from '../../../engine/engine';
import { readEnvironment, type Environment } from './readEnvironment';
import { readLimits } from './readLimits';
import { readNetwork, type ChosenNetwork } from './readNetwork';
import { readPorts, type RequestedPort } from './readPorts';
import { readSecurity } from './readSecurity';
import { readStorage, type Storage } from './readStorage';
import { readCount, type Report } from './report';
import type { RunValues } from './values';

export interface Surroundings {
    readonly image: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly networks: readonly string[];
    /** Ids of the rows whose secret has a value. */
    readonly kept: ReadonlySet<string>;
}

/** What the form asks for. The request has no secret in it, nor what a file holds. */
export interface RunChoice {
    readonly request: CreateRequest;
    readonly ports: readonly RequestedPort[];
    readonly environment: Environment;
    readonly binds: Storage['binds'];
    readonly createNetwork: ChosenNetwork['create'];
    readonly envFile: string | undefined;
    readonly seccompFile: string | undefined;
}

/** Faults are told to the report; what has one is left out. */
export function readValues(
    values: RunValues,
    { image, labels, networks, kept }: Surroundings,
    report: Report,
): RunChoice {
    const name = readName(values.name, report);
    const ports = readPorts(values, report);
    const environment = readEnvironment(values, kept, report);
    const limits = readLimits(values, report);
    const storage = readStorage(values, report);
    const network = readNetwork(values, networks, report);
    const { memoryLimit, cpuLimit, pidsLimit } = limits;
    const envFile = values.envFile.trim();
    return {
        request: {
            name,
            image,
            labels,
            env: { ...limits.variables, ...environment.variables },
            ports: ports.map(({ container, protocol, host, address }) => ({ container, protocol, host, address })),
            volumes: storage.volumes,
            temporary: storage.temporary,
            init: values.init,
            pidsLimit,
            memoryLimit,
            ...(cpuLimit !== undefined && { cpuLimit }),
            ...restartPolicy(values, report),
            ...network.request,
            ...readSecurity(values, report),
        },
        ports,
        environment,
        binds: storage.binds,
        createNetwork: network.create,
        envFile: envFile === '' ? undefined : envFile,
        seccompFile: values.seccomp === 'file' ? values.seccompFile.trim() : undefined,
    };
}

function readName(typed: string, report: Report): string | undefined {
    const name = typed.trim();
    if (name === '' || /^[A-Za-z0-9][\w.-]+$/.test(name)) return name || undefined;
    report.error('name', report.l10n.t('`{0}` is no name of a container', name));
    return undefined;
}

function restartPolicy({ restart, retries }: RunValues, report: Report): Pick<CreateRequest, 'restart'> {
    if (restart === 'always' || restart === 'unless-stopped') return { restart: { policy: restart } };
    if (restart !== 'on-failure') return {};
    const tries = readCount(retries, 'retries', report, { least: 1, most: 1_000_000 });
    return { restart: { policy: restart, ...(tries !== undefined && { tries }) } };
}
