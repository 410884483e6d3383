import type { ComposeService } from '../../facts/composeServices';
import type { Command, Source } from '../../project/project';
import { matchVariable, type Match } from './matchVariable';

/** A service as this compose file starts it. */
export interface Backing {
    readonly service: ComposeService;
    /** Of the compose service, and so the host. */
    readonly name: string;
    /** Where clients connect. */
    readonly port: number;
    readonly user: string;
    readonly database: string;
    /** Whether a default of a program says who logs in, or where. */
    readonly named: boolean;
    readonly usesPassword: boolean;
    readonly import: { readonly path: string; readonly source: Source };
}

/** Decides who the programs log in as: whom their own defaults name, as far as the service lets one. */
export function planBacking(
    service: ComposeService,
    name: string,
    users: readonly { readonly command: Command; readonly services: readonly ComposeService[] }[],
): Omit<Backing, 'import'> {
    const matches = users.map(({ command, services }) =>
        command.env.flatMap((variable) => {
            const match = matchVariable(variable, services);
            return match?.service === service ? [{ ...match, fallback: variable.default ?? '' }] : [];
        }),
    );
    const all = matches.flat();
    const { login } = service;
    const userNames = all.map(({ holds, address, fallback }) => (holds === 'user' ? fallback : (address?.user ?? '')));
    const databases = all.map(({ holds, address, fallback }) =>
        holds === 'database' ? fallback : (address?.path.slice(1) ?? ''),
    );
    const open = login !== undefined && login.onlyUser !== true;
    const user = open ? userNames.find((each) => isName(each) && !login.takenUsers?.includes(each)) : undefined;
    const database = open && login.database !== undefined ? databases.find(isName) : undefined;
    return {
        service,
        name,
        port: service.port,
        user: user ?? login?.user ?? '',
        database: database ?? login?.database ?? '',
        named: user !== undefined || database !== undefined,
        usesPassword: login !== undefined && (login.optional === undefined || matches.every(canTellPassword)),
    };
}

/** The service as one program uses it: its driver may speak another protocol, at another port. */
export function asUsedBy(command: Command, backing: Backing): Backing {
    const { kinds, otherPorts = [] } = backing.service;
    const drivers = command.services.filter(({ kind }) => kinds.includes(kind));
    const other = otherPorts.find(
        ({ driver }) => driver !== undefined && drivers.some((each) => each.import.endsWith(driver)),
    );
    return other === undefined ? backing : { ...backing, port: other.port };
}

/** Whether a program can be given a password at all. */
function canTellPassword(matches: readonly Match[]): boolean {
    return matches.some(({ holds }) => ['url', 'dsn', 'keywords', 'password'].includes(holds));
}

/** Short enough and of such letters that no service, URL or shell takes it for something else. */
function isName(text: string): boolean {
    return /^[A-Za-z_]\w{0,30}$/.test(text);
}

/** A text of the catalogue with what is in braces filled in, for compose: the password stays a variable. */
export function fill(template: string, { service, name, port, user, database, usesPassword }: Backing): string {
    const password = usesPassword ? `\${${service.login?.password ?? ''}}` : '';
    const parts: Readonly<Record<string, string>> = {
        host: name,
        port: String(port),
        user,
        password,
        database,
    };
    const told = usesPassword ? template : template.replace(/\{user\}:\{password\}@|:\{password\}@/, '');
    return told.replaceAll('$', '$$$$').replaceAll(/\{(host|port|user|password|database)\}/g, (_, part: string) => {
        return parts[part] ?? '';
    });
}
