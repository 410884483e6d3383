/** Where a service is and who asks, as programs write it into one variable. */
export interface Address {
    readonly form: AddressForm;
    /** Without the `s` or `+srv` of an encrypted connection. */
    readonly scheme: string;
    readonly user: string;
    readonly host: string;
    readonly port: number | undefined;
    /** With the slash that it begins with. */
    readonly path: string;
    /** What stands behind the question mark, or every pair of keywords. */
    readonly options: ReadonlyMap<string, string>;
}

/**
 * `url`: `postgres://me@db:5432/shop?x=y`; `dsn`: `me:secret@tcp(db:3306)/shop?x=y`, as github.com/go-sql-driver/mysql
 * reads it; `keywords`: `host=db user=me`, as libpq does; `address`: `db:6379`.
 */
export type AddressForm = 'url' | 'dsn' | 'keywords' | 'address';

const longest = 500;

/** `undefined` for what is no address. */
export function readAddress(text: string): Address | undefined {
    if (text.length > longest || /\p{Cc}/u.test(text)) return undefined;
    return readUrl(text) ?? readDsn(text) ?? readKeywords(text) ?? readHostAndPort(text);
}

const encrypted: Readonly<Record<string, string>> = {
    https: 'http',
    rediss: 'redis',
    amqps: 'amqp',
    'mongodb+srv': 'mongodb',
};

function readUrl(text: string): Address | undefined {
    const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:([^@/?#]*)@)?([^/?#@]*)(\/[^?#]*)?(?:\?([^#]*))?$/i.exec(text);
    if (parts === null) return undefined;
    const [, scheme = '', userinfo = '', hosts = '', path = '', query = ''] = parts;
    const lower = scheme.toLowerCase();
    return {
        form: 'url',
        scheme: Object.hasOwn(encrypted, lower) ? (encrypted[lower] ?? lower) : lower,
        user: userOf(userinfo),
        ...splitHost(hosts),
        path,
        options: readOptions(query),
    };
}

function readDsn(text: string): Address | undefined {
    const parts = /^([^@/]*)@(?:tcp\(([^)]*)\))?(\/[^?]*)(?:\?(.*))?$/.exec(text);
    if (parts === null) return undefined;
    const [, userinfo = '', host = '', path = '', query = ''] = parts;
    return { form: 'dsn', scheme: '', user: userOf(userinfo), ...splitHost(host), path, options: readOptions(query) };
}

function readKeywords(text: string): Address | undefined {
    if (!/^\s*\w+\s*=/.test(text) || !/(?:^|\s)(?:host|dbname|user)\s*=/.test(text)) return undefined;
    const options = new Map<string, string>();
    for (const [, key = '', value = ''] of text.matchAll(/(\w+)\s*=\s*('[^']*'|\S*)/g))
        options.set(key, value.replaceAll("'", ''));
    const name = options.get('dbname');
    return {
        form: 'keywords',
        scheme: '',
        user: options.get('user') ?? '',
        host: options.get('host') ?? '',
        port: readPort(options.get('port')),
        path: name === undefined ? '' : `/${name}`,
        options,
    };
}

function readHostAndPort(text: string): Address | undefined {
    if (!/^(?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5}(?:,|$)/i.test(text)) return undefined;
    return { form: 'address', scheme: '', user: '', ...splitHost(text), path: '', options: new Map() };
}

/** Of several hosts, the first. */
function splitHost(hosts: string): Pick<Address, 'host' | 'port'> {
    const [first = ''] = hosts.split(',');
    const parts = /^(.*?)(?::(\d+))?$/.exec(first);
    return { host: parts?.[1] ?? '', port: readPort(parts?.[2]) };
}

function readPort(text: string | undefined): number | undefined {
    const port = Number(text);
    return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

function userOf(userinfo: string): string {
    return userinfo.split(':')[0] ?? '';
}

function readOptions(query: string): Map<string, string> {
    const pairs = query.split('&').filter((pair) => pair.includes('='));
    return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** Whether the host is this machine, or one that only a network of containers knows. */
export function isLocal({ host }: Address): boolean {
    return /^(?:\[?::1?\]?|(?:127|0)\.\d+\.\d+\.\d+|host\.docker\.internal|[^.]*)$/.test(host);
}
