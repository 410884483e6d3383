import type { Command, Port, Source } from '../../project/project';
import { absoluteFolder } from '../image/folders';
import { settingFor, type Ports } from '../image/ports';
import type { Reason } from '../scaffold';
import { asUsedBy, fill, type Backing } from './backing';
import { matchVariable, type Match } from './matchVariable';
import { writeValue } from './writeAddress';
import { entry, type YamlEntry } from '../yaml';
import { literal } from './literal';

export interface Environment {
    readonly entries: readonly YamlEntry[];
    readonly reasons: readonly Reason[];
    /** What a `.env` may set. */
    readonly settable: readonly Settable[];
}

export interface Settable {
    readonly name: string;
    /** Empty where it is a secret or nothing that one line can hold. */
    readonly default: string;
    /** Whether a program gives up without it. */
    readonly required: boolean;
    readonly source: Source;
}

type Variable = Command['env'][number];

/** What a program reads and the machine or the image gives it, so that nobody means it to come from a `.env`. */
const ofTheMachine =
    /^(?:PATH|HOME|USER|USERNAME|LOGNAME|SHELL|PWD|OLDPWD|HOSTNAME|TERM|COLORTERM|NO_COLOR|LANG|LC_\w+|TMPDIR|TEMP|TMP|EDITOR|VISUAL|PAGER|DISPLAY|APPDATA|LOCALAPPDATA|USERPROFILE|XDG_\w+|SSH_\w+|SUDO_\w+|GOPATH|GOROOT|GOCACHE|GOFLAGS|GOOS|GOARCH|GOMEMLIMIT|CI|GITHUB_\w+|KUBERNETES_\w+|DOCKER_\w+|SSL_CERT_(?:FILE|DIR)|INVOCATION_ID|NOTIFY_SOCKET|LISTEN_FDS|LISTEN_PID|JOURNAL_STREAM)$/;

const secret =
    /(?:PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_KEY|AUTH_KEY|SIGNING_KEY|_PASS|_PWD|_KEY|_SALT|_DSN)$/i;

const mostVariables = 80;

/** The variables of a command: what names a service, a port or a folder is fixed, since this file decides it; the rest can be set. */
export function planEnvironment(
    command: Command,
    shared: readonly Backing[],
    asked: Ports['environment'],
    memoryLimit: number,
    isAlwaysStarted: boolean,
): Environment {
    const entries = new Map<string, YamlEntry>();
    const reasons: Reason[] = [];
    const settable: Settable[] = [];
    const matches: Match[] = [];
    const backings = shared.map((backing) => asUsedBy(command, backing));
    const services = backings.map(({ service }) => service);
    const variables = command.env.filter(({ name }) => /^[A-Za-z_]\w*$/.test(name) && !ofTheMachine.test(name));
    for (const variable of variables.slice(0, mostVariables)) {
        const { name, source } = variable;
        if (entries.has(name)) continue;
        const fixed = portValue(command, name, asked) ?? folderValue(command, variable);
        const match = fixed === undefined ? matchVariable(variable, services) : undefined;
        const backing = backings.find(({ service }) => service === match?.service);
        if (fixed !== undefined) entries.set(name, entry(name, literal(fixed)));
        else if (match === undefined || backing === undefined) {
            // Compose asks for what any service needs, started or not.
            const required = variable.required && isAlwaysStarted;
            entries.set(name, required ? askFor(name) : passOn(variable));
            settable.push({ name, default: oneLine(variable), required, source });
        } else {
            matches.push(match);
            if (match.holds === 'password' && !backing.usesPassword) continue;
            entries.set(name, entry(name, writeValue(match, name, backing)));
            reasons.push({
                what: `${name} is that of \`${backing.name}\``,
                because: `\`${command.name}\` reads it`,
                source,
            });
        }
    }
    if (variables.length > mostVariables)
        reasons.push({
            what: `${variables.length - mostVariables} variables of \`${command.name}\` are left out`,
            because: 'nobody sets that many; add those that you need',
            source: variables[mostVariables]?.source ?? null,
        });
    for (const backing of backings) {
        const [told, reason] = tellDriver(command, backing, matches);
        for (const name of told) if (!entries.has(name)) entries.set(name, driverEntry(name, backing));
        if (reason !== undefined) reasons.push(reason);
    }
    if (!entries.has('GOMEMLIMIT'))
        entries.set('GOMEMLIMIT', entry('GOMEMLIMIT', `${Math.floor(memoryLimit * 0.9)}MiB`));
    return { entries: [...entries.values()], reasons, settable };
}

function driverEntry(name: string, backing: Backing): YamlEntry {
    return entry(name, fill(backing.service.driverReads?.[name] ?? '', backing));
}

/** What the driver finds out by itself, where the program reads nothing that says it. */
function tellDriver(command: Command, backing: Backing, matches: readonly Match[]): [readonly string[], Reason?] {
    const { service, name, port } = backing;
    const its = matches.filter((match) => match.service === service);
    const knowsPlace = its.some(({ holds }) => !['port', 'user', 'password', 'database', 'sslmode'].includes(holds));
    const knowsUser = its.some(({ holds }) => ['url', 'dsn', 'keywords', 'password'].includes(holds));
    const reads = Object.entries(service.driverReads ?? {});
    const driver = command.services.find(({ kind }) => service.kinds.includes(kind));
    const source = driver?.source ?? null;
    if (knowsPlace) {
        const aboutUser = reads.filter(([, value]) => /\{(?:user|password)\}/.test(value));
        return [knowsUser || !backing.usesPassword ? [] : aboutUser.map(([key]) => key)];
    }
    if (reads.length > 0)
        return [
            reads.map(([key]) => key),
            {
                what: `${reads.map(([key]) => key).join(', ')} for \`${command.name}\``,
                because: `no variable of it is about \`${name}\`, but its driver reads these`,
                source,
            },
        ];
    return [
        [],
        {
            what: `\`${command.name}\` must be told that \`${name}\` is at \`${name}:${port}\``,
            because: 'it reads no variable that says where it is',
            source,
        },
    ];
}

/** Fixed, since the published port relies on it; a program that listens on the loopback address is made to listen to others. */
function portValue(command: Command, name: string, asked: Ports['environment']): string | undefined {
    if (asked?.name === name) return asked.value;
    const port = command.ports.find(({ env }) => env === name);
    if (port === undefined) return undefined;
    if (port.loopback) return openedAddress(command, port);
    const known = command.env.find((variable) => variable.name === name)?.default ?? '';
    // A variable for several addresses is left as it is.
    if (known !== '') return /^[\w.:[\]-]*$/.test(known) ? known : undefined;
    return settingFor(command, port, String(port.port))?.value;
}

/** `127.0.0.1:8080` as `0.0.0.0:8080`; `undefined` where the variable does not hold the host. */
export function openedAddress({ env }: Command, { env: name, port }: Port): string | undefined {
    const known = env.find((variable) => variable.name === name)?.default ?? '';
    return new RegExp(`^(?:localhost|127\\.0\\.0\\.1|\\[::1\\]):${port}$`).test(known) ? `0.0.0.0:${port}` : undefined;
}

/** Fixed, since a volume is mounted there. */
function folderValue(command: Command, { default: fallback }: Variable): string | undefined {
    if (fallback === null || fallback === '') return undefined;
    const isWritten = command.writesFiles.some(({ path }) => path === fallback && absoluteFolder(path) !== undefined);
    return isWritten ? fallback : undefined;
}

/** Compose says what is missing before it starts anything, where the program would start, give up, and be started again. */
function askFor(name: string): YamlEntry {
    return entry(name, `\${${name}:?the program gives up without it, set it in .env}`);
}

/** Without a value, compose gives a variable only where it is set: a program tells unset and empty apart. */
function passOn({ name, default: fallback }: Variable): YamlEntry {
    if (fallback === null || fallback === '' || secret.test(name) || !isRepeatable(fallback)) return entry(name, null);
    return entry(name, `\${${name}:-${fallback}}`);
}

/** A closing brace would end it, a dollar would begin another, and a password in a URL is a secret too. */
function isRepeatable(text: string): boolean {
    return text.length <= 300 && !/[{}$`\\]|\p{Cc}|:\/\/[^/]*@/u.test(text);
}

function oneLine({ name, default: fallback }: Variable): string {
    if (fallback === null || secret.test(name) || !isRepeatable(fallback)) return '';
    return /^[\w./:,@%+=*?&;~-]*$/.test(fallback) ? fallback : '';
}
