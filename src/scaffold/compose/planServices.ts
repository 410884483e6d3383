import { composeServices, servicesLeftOut, type ComposeService } from '../../facts/composeServices';
import type { Command } from '../../project/project';
import type { Reason } from '../scaffold';
import { uniqueName } from '../stageNames';
import { planBacking, type Backing } from './backing';
import { matchVariable } from './matchVariable';

export interface PlannedServices {
    readonly backings: readonly Backing[];
    /** The services of each command. */
    readonly backingsOf: ReadonlyMap<Command, readonly Backing[]>;
    readonly reasons: readonly Reason[];
}

/** More than that is a program for every service there is, such as an agent that collects from them. */
const mostServices = 6;

/** Which services the commands talk to, by the drivers that they import. `taken` are names that are given already. */
export function planServices(commands: readonly Command[], taken: Set<string>): PlannedServices {
    const chosen = commands.map((command) => ({ command, ...chooseServices(command) }));
    const all = [...new Set(chosen.flatMap(({ services }) => services))].sort(
        (a, b) => composeServices.indexOf(a) - composeServices.indexOf(b),
    );
    const backings = all.map((service): Backing => {
        const users = chosen.filter(({ services }) => services.includes(service));
        const [driver] = users.flatMap(({ command }) =>
            command.services.filter(({ kind }) => service.kinds.includes(kind)),
        );
        return {
            ...planBacking(service, uniqueName(service.name, taken), users),
            import: { path: driver?.import ?? '', source: driver?.source ?? { file: '', line: 0 } },
        };
    });
    const backingsOf = new Map(
        chosen.map(({ command, services }) => [command, backings.filter(({ service }) => services.includes(service))]),
    );
    return { backings, backingsOf, reasons: unique(chosen.flatMap(({ reasons }) => reasons)) };
}

interface Chosen {
    readonly services: readonly ComposeService[];
    readonly reasons: readonly Reason[];
}

function chooseServices(command: Command): Chosen {
    const kinds = [...new Set(command.services.map(({ kind }) => kind))];
    const known = composeServices.filter((service) => service.kinds.some((kind) => kinds.includes(kind)));
    const strange = kinds.filter((kind) => !known.some((service) => service.kinds.includes(kind)));
    const named = known.filter((service) =>
        command.env.some((variable) => matchVariable(variable, known)?.service === service),
    );
    const services = chooseDatabase(known.length > mostServices ? named : known, command);
    const left = known.filter((service) => !services.includes(service));
    return {
        services,
        reasons: [
            ...strange.map((kind) => reasonOf(command, [kind], `no service for \`${kind}\``, whyLeftOut(kind))),
            ...left.map(({ name, kinds: its }) =>
                reasonOf(
                    command,
                    its,
                    `no service \`${name}\``,
                    services.some(isSql) && isSql(composeServices.find((each) => each.name === name))
                        ? `\`${command.name}\` can use several databases, and one of them is enough`
                        : `\`${command.name}\` has drivers for ${known.length} services, and no variable of it is about this one`,
                ),
            ),
        ],
    };
}

function whyLeftOut(kind: string): string {
    const known = Object.hasOwn(servicesLeftOut, kind) ? servicesLeftOut[kind] : undefined;
    return known ?? 'there is no image known for it';
}

function isSql(service: ComposeService | undefined): boolean {
    return service?.addresses.dsn !== undefined || ['postgres', 'cockroachdb', 'mssql'].includes(service?.name ?? '');
}

/** Of several SQL databases, the one that the program's defaults name, else the first of the catalogue. */
function chooseDatabase(services: readonly ComposeService[], { env }: Command): readonly ComposeService[] {
    const databases = services.filter(isSql);
    if (databases.length < 2) return services;
    const matches = env.flatMap((variable) => matchVariable(variable, databases) ?? []);
    const addressed = matches.find(({ address }) => address !== undefined && address.form !== 'address');
    const best = addressed?.service ?? matches.find(({ service }) => isSql(service))?.service ?? databases[0];
    return services.filter((service) => service === best || !isSql(service));
}

function reasonOf(command: Command, kinds: readonly string[], what: string, because: string): Reason {
    const driver = command.services.find(({ kind }) => kinds.includes(kind));
    const imported = driver === undefined ? '' : ` (it imports \`${driver.import}\`)`;
    return { what, because: `${because}${imported}`, source: driver?.source ?? null };
}

function unique(reasons: readonly Reason[]): Reason[] {
    return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
