import { readAddress, type Address } from './address';
import { fill, type Backing } from './backing';
import type { Match } from './matchVariable';

/** What a variable must hold for the program to find the service, in the form of its default; for compose. */
export function writeValue({ holds, address }: Match, name: string, backing: Backing): string {
    const { service } = backing;
    switch (holds) {
        case 'url':
            return writeUrl(address, backing);
        case 'dsn':
            return withOptions(fill(service.addresses.dsn ?? '', backing), address, '?', '&');
        case 'keywords':
            return writeKeywords(address, backing);
        case 'address':
            return fill(`{host}:${portOf(address, backing)}`, backing);
        case 'driver':
            return fill((service.driverReads?.[name] ?? '').replace('{port}', portOf(address, backing)), backing);
        case 'sslmode':
            return 'disable';
        case 'host':
        case 'port':
        case 'user':
        case 'password':
        case 'database':
            return fill(`{${holds}}`, backing);
    }
}

/** What is not this service's to say stays as the program's default has it: the scheme, the number of a Redis database, options. */
function writeUrl(address: Address | undefined, backing: Backing): string {
    const { url = '{host}:{port}' } = backing.service.addresses;
    const template = readAddress(url.replace('{port}', '1'));
    if (address === undefined || template === undefined) return fill(url, backing);
    const [start = '', rest = ''] = url.split('://');
    const scheme = backing.service.schemes.includes(address.scheme) ? address.scheme : start;
    const keepsPath = address.scheme === 'http' || /^\/\d*$/.test(address.path);
    const path = keepsPath && isSafe(address.path) ? address.path : template.path;
    const authority = rest.split(/[/?]/)[0] ?? '';
    const filled = fill(
        `${scheme}://${authority.replace('{port}', portOf(address, backing))}${path}${queryOf(url)}`,
        backing,
    );
    return withOptions(filled, address, '?', '&');
}

function queryOf(url: string): string {
    const at = url.indexOf('?');
    return at < 0 ? '' : url.slice(at);
}

function writeKeywords(address: Address | undefined, backing: Backing): string {
    return withOptions(fill(backing.service.addresses.keywords ?? '', backing), address, '', ' ');
}

/** Adds the options that a default has and the text has not. */
function withOptions(text: string, address: Address | undefined, first: string, next: string): string {
    let added = text;
    for (const [key, value] of address?.options ?? []) {
        if (!/^\w+$/.test(key) || !isSafe(value) || new RegExp(`(?:^|[?& ])${key}=`).test(added)) continue;
        if (/^(?:sslmode|sslrootcert|sslcert|sslkey|tls|ssl|password|pwd|user|username)$/i.test(key)) continue;
        added += `${first === '' || added.includes(first) ? next : first}${key}=${value}`;
    }
    return added;
}

/** A port of another protocol that the service speaks as well is kept. */
function portOf(address: Address | undefined, { service, port }: Backing): string {
    const other = service.otherPorts?.find((each) => each.port === address?.port);
    return String(other?.port ?? port);
}

function isSafe(text: string): boolean {
    return /^[\w./%+:,~-]*$/.test(text);
}
