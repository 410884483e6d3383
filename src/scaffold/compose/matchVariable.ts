import type { ComposeService } from '../../facts/composeServices';
import type { Command } from '../../project/project';
import { isLocal, readAddress, type Address, type AddressForm } from './address';

type Variable = Command['env'][number];

/** What a variable of a program holds of a service. `driver`: what the driver's own documentation says. */
export interface Match {
    readonly service: ComposeService;
    readonly holds: AddressForm | 'host' | 'port' | 'user' | 'password' | 'database' | 'sslmode' | 'driver';
    /** The default, where it is an address. */
    readonly address: Address | undefined;
}

/** Which of the services that a program talks to a variable is about: by its name, and by the address that is its default. */
export function matchVariable(variable: Variable, services: readonly ComposeService[]): Match | undefined {
    const fallback = variable.default ?? '';
    const address = readAddress(fallback);
    const driven = services.find(({ driverReads }) => Object.hasOwn(driverReads ?? {}, variable.name));
    if (driven !== undefined) {
        const fixed = !driven.driverReads?.[variable.name]?.includes('{');
        return fixed && fallback !== '' ? undefined : { service: driven, holds: 'driver', address };
    }
    const words = splitName(variable.name, services);
    const named = namedService(words, services);
    const service = named ?? addressedService(address, services);
    if (service === undefined) return undefined;
    const holds = whatItHolds(words, service, address, fallback);
    return holds === undefined || !isBelievable(service, address) ? undefined : { service, holds, address };
}

/** `https://api.example.com` is somebody's, whatever the name of the variable. */
function isBelievable({ schemes }: ComposeService, address: Address | undefined): boolean {
    if (address?.form !== 'url') return true;
    return schemes.includes(address.scheme) && (address.scheme !== 'http' || isLocal(address));
}

function namedService(words: readonly string[], services: readonly ComposeService[]): ComposeService | undefined {
    const called = services.filter((service) => service.words.some((word) => words.includes(word)));
    // Of two that go by one name, the one that is called so first.
    const [best] = [...called].sort((a, b) => rank(a, words) - rank(b, words));
    if (best !== undefined) return best;
    const [only, ...others] = services.filter(({ sorts }) => sorts.some((word) => words.includes(word)));
    return others.length === 0 ? only : undefined;
}

function rank(service: ComposeService, words: readonly string[]): number {
    return service.words.findIndex((word) => words.includes(word));
}

function addressedService(
    address: Address | undefined,
    services: readonly ComposeService[],
): ComposeService | undefined {
    if (address === undefined) return undefined;
    if (address.form === 'dsn') return services.find(({ addresses }) => addresses.dsn !== undefined);
    if (address.form === 'keywords') return services.find(({ addresses }) => addresses.keywords !== undefined);
    const isPortOf = ({ port, otherPorts = [] }: ComposeService): boolean =>
        address.port !== undefined &&
        isLocal(address) &&
        [port, ...otherPorts.map((other) => other.port)].includes(address.port);
    if (address.form === 'address' || address.scheme === 'http') return services.find(isPortOf);
    const speaking = services.filter(({ schemes }) => schemes.includes(address.scheme));
    return speaking.find(isPortOf) ?? speaking[0];
}

const endings: readonly (readonly [RegExp, Match['holds']])[] = [
    [/^(?:URLS?|URI|DSN|CONN|CONNECTION|CONNSTR|CONNECTIONSTRING|STRING|LINK)$/, 'url'],
    [/^(?:ADDR(?:ESS)?(?:ES)?|ADDRS|ENDPOINTS?|HOSTPORT|BROKERS?|SERVERS?|NODES?|HOSTS|CLUSTER|SEEDS?)$/, 'address'],
    [/^(?:HOST|HOSTNAME)$/, 'host'],
    [/^PORT$/, 'port'],
    [/^(?:USER|USERNAME|LOGIN)$/, 'user'],
    [/^(?:PASSWORD|PASS|PASSWD|PWD)$/, 'password'],
    [/^(?:NAME|DBNAME|DATABASE|DB)$/, 'database'],
    [/^SSLMODE$/, 'sslmode'],
];

/** Endings of more than one word. */
const longEndings: readonly (readonly [RegExp, Match['holds']])[] = [
    [/_?HOST_PORT$/, 'address'],
    [/ACCESS_KEY(?:_ID)?$/, 'user'],
    [/SECRET_(?:ACCESS_)?KEY$/, 'password'],
    [/SSL_MODE$/, 'sslmode'],
];

function whatItHolds(
    words: readonly string[],
    service: ComposeService,
    address: Address | undefined,
    fallback: string,
): Match['holds'] | undefined {
    const ending = endingOf(words);
    if (ending === 'url' || ending === 'address' || ending === 'host' || ending === undefined) {
        if (address !== undefined) return address.form;
        if (ending === 'host') return 'host';
        // What is no address is something else, such as the name of a file.
        if (ending === undefined || fallback !== '') return undefined;
        return formOf(ending, service);
    }
    if (ending === 'port') return fallback === '' || /^:?\d+$/.test(fallback) ? ending : undefined;
    if (ending === 'database') return service.login?.database === undefined ? undefined : ending;
    if (ending === 'sslmode') return service.addresses.keywords === undefined ? undefined : ending;
    return service.login === undefined ? undefined : ending;
}

function endingOf(words: readonly string[]): Match['holds'] | undefined {
    const name = words.join('_');
    const last = words.at(-1) ?? '';
    return [
        ...longEndings.filter(([pattern]) => pattern.test(name)),
        ...endings.filter(([pattern]) => pattern.test(last)),
    ][0]?.[1];
}

/** What a program that gives no example most likely reads. */
function formOf(ending: 'url' | 'address', { addresses, addressIsUrl }: ComposeService): AddressForm {
    if (ending === 'url' && addresses.dsn !== undefined) return 'dsn';
    return addresses.url !== undefined && (ending === 'url' || addressIsUrl === true) ? 'url' : 'address';
}

/** `DBHost` and `DBHOST` are two words each, as `DB_HOST` is. */
function splitName(name: string, services: readonly ComposeService[]): string[] {
    const known = new Set(services.flatMap(({ words, sorts }) => [...words, ...sorts]));
    return name
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toUpperCase()
        .split('_')
        .flatMap((word) => {
            const parts = /^(.+?)(URL|URI|DSN|HOST|PORT|USER|PASSWORD|PASS|NAME|ADDR)$/.exec(word);
            const [, start = '', end = ''] = parts ?? [];
            return known.has(start) ? [start, end] : [word];
        });
}
