import type { Expression } from '../go/expression';
import type { Place } from '../lookup';
import type { Main } from '../mains';
import type { Port } from '../project';
import type { Sources } from '../sources';
import type { NeedReason } from './needs';
import { parseAddress, toPorts } from './address';
import { isConfiguredByFile, readConfigured } from './configured';
import { readListeningSettings, readNamedDefaults, readPortSettings } from './portSettings';
import { sourceOf, type Program, type ProgramCall } from './program';

export interface Listening {
    readonly ports: readonly Port[];
    /** Why it can be reached from inside its container only; empty where it listens on anything else. */
    readonly loopbackReasons: readonly NeedReason[];
}

/** Where an address is handed to something that listens. */
interface Site {
    readonly address: Expression | undefined;
    /** The address where none is written. */
    readonly fallback: { readonly port: number; readonly env: string | null } | undefined;
    readonly protocol: 'tcp' | 'udp';
    readonly place: Place;
    readonly line: number;
}

/** Functions that listen: which argument is the address, and the port where that is empty. */
const listeners: Readonly<
    Record<string, { readonly address: number; readonly port?: number; readonly network?: number }>
> = {
    'net/http.ListenAndServe': { address: 0, port: 80 },
    'net/http.ListenAndServeTLS': { address: 0, port: 443 },
    'net.Listen': { address: 1, network: 0 },
    'net.ListenPacket': { address: 1, network: 0 },
    'net.ListenTCP': { address: 1, network: 0 },
    'net.ListenUDP': { address: 1, network: 0 },
    'crypto/tls.Listen': { address: 1, network: 0 },
    'github.com/valyala/fasthttp.ListenAndServe': { address: 0 },
    'github.com/valyala/fasthttp.ListenAndServeTLS': { address: 0 },
    'github.com/fvbock/endless.ListenAndServe': { address: 0 },
    'github.com/quic-go/quic-go/http3.ListenAndServe': { address: 0 },
    'github.com/quic-go/quic-go/http3.ListenAndServeQUIC': { address: 0 },
    'github.com/libp2p/go-reuseport.Listen': { address: 1, network: 0 },
    'github.com/prometheus/exporter-toolkit/web/kingpinflag.AddFlags': { address: 1 },
    'golang.org/x/net/netutil.Listen': { address: 1, network: 0 },
    'github.com/cloudwego/hertz/pkg/app/server.WithHostPorts': { address: 0 },
    'github.com/cloudwego/kitex/server.WithServiceAddr': { address: 0 },
    'github.com/go-kratos/kratos/transport/http.Address': { address: 0 },
    'github.com/go-kratos/kratos/transport/grpc.Address': { address: 0 },
    'go-micro.dev.Address': { address: 0 },
    'go-micro.dev/server.Address': { address: 0 },
    'go-micro.dev/web.Address': { address: 0 },
    'github.com/go-fuego/fuego.WithAddr': { address: 0 },
};

/** What frameworks listen on where the program says nothing. */
const frameworkDefaults = new Map<string, Pick<Port, 'port' | 'env' | 'loopback'>>([
    ['github.com/beego/beego/server/web.Run', { port: 8080, env: null, loopback: false }],
    ['github.com/astaxie/beego.Run', { port: 8080, env: null, loopback: false }],
    ['github.com/pocketbase/pocketbase.New', { port: 8090, env: null, loopback: true }],
    ['github.com/cloudwego/hertz/pkg/app/server.Default', { port: 8888, env: null, loopback: false }],
    ['github.com/cloudwego/hertz/pkg/app/server.New', { port: 8888, env: null, loopback: false }],
    ['gofr.dev/pkg/gofr.New', { port: 8000, env: 'HTTP_PORT', loopback: false }],
    ['github.com/gobuffalo/buffalo.New', { port: 3000, env: 'PORT', loopback: true }],
    ['github.com/go-fuego/fuego.NewServer', { port: 9999, env: null, loopback: true }],
    ['k8s.io/apiserver/pkg/server/options.NewSecureServingOptions', { port: 443, env: null, loopback: false }],
]);

/** Methods that listen on whatever they are called on, if the argument turns out to be an address. */
const listeningMethods: readonly string[] = [
    'Listen',
    'ListenTLS',
    'ListenAndServe',
    'ListenAndServeTLS',
    'ListenMutualTLS',
    'Run',
    'RunTLS',
    'Start',
    'StartTLS',
    'StartAutoTLS',
    'StartH2CServer',
    'Serve',
];

/** Literals whose field is an address that will be listened on. */
const serverTypes = new Map<string, string>([
    ['net/http.Server', 'Addr'],
    ['github.com/quic-go/quic-go/http3.Server', 'Addr'],
    ['github.com/miekg/dns.Server', 'Addr'],
    ['github.com/gliderlabs/ssh.Server', 'Addr'],
    ['github.com/emersion/go-smtp.Server', 'Addr'],
    ['sigs.k8s.io/controller-runtime/pkg/metrics/server.Options', 'BindAddress'],
    ['sigs.k8s.io/controller-runtime.Options', 'HealthProbeBindAddress'],
    ['sigs.k8s.io/controller-runtime/pkg/manager.Options', 'HealthProbeBindAddress'],
]);

/** The ports that a program listens on, as far as its sources tell. */
export function readPorts(program: Program, main: Main, sources: Sources): Listening {
    const found: Port[] = [];
    const weak: Port[] = [];
    let unknown = false;
    const sites = findSites(program);
    for (const site of sites) {
        const addresses = readSite(program, site);
        if (addresses.length === 0) unknown = true;
        for (const each of addresses) (isOwnFallback(site, each) ? weak : found).push(each);
    }
    if (found.length === 0 && (unknown || isConfiguredByFile(program))) found.push(...readConfigured(sources, main));
    if (found.length === 0) found.push(...readFrameworkDefaults(program));
    if (unknown && found.every(({ loopback }) => loopback)) found.push(...readPortSettings(program));
    if (sites.length > 0) found.push(...readListeningSettings(program));
    if (unknown && found.length === 0)
        found.push(...readNamedDefaults(program, new Set(sites.map((site) => site.place.package))));
    if (found.length === 0) found.push(...weak);
    const ports = new Map<string, Port>();
    for (const port of found) {
        const key = `${port.port}/${port.protocol}`;
        const before = ports.get(key);
        if (before === undefined || (before.loopback && !port.loopback)) ports.set(key, port);
    }
    const all = [...ports.values()];
    const loopbackOnly = all.length > 0 && !unknown && all.every(({ loopback }) => loopback);
    const loopbackReasons = all.map(({ port, source }) => ({
        fact: 'loopbackOnly' as const,
        because: `listens on port ${port} of the loopback address ${isFlag(sources, source) ? 'unless a flag says otherwise' : 'only'}`,
        ...source,
    }));
    return { ports: all, loopbackReasons: loopbackOnly ? loopbackReasons : [] };
}

/**
 * Whether a server type of the project's own says in `ListenAndServe` what it listens on where nobody tells it: that is
 * how such types are written, not where this program listens.
 */
function isOwnFallback({ place }: Site, { source }: Port): boolean {
    if (source.file !== place.file.path || place.scope < 0) return false;
    const { functions } = place.file.declarations();
    const own = functions[place.scope];
    if (own?.receiver === '' || own === undefined || !/^ListenAndServe/.test(own.name)) return false;
    return source.line > own.line && !functions.some(({ line }) => line > own.line && line <= source.line);
}

/** Whether the address is the default of a flag, as the calls of its line show. */
function isFlag({ goFiles }: Sources, { file, line }: Port['source']): boolean {
    const calls = goFiles.get(file)?.declarations().calls ?? [];
    return calls.some((call) => call.line === line && /flag/i.test(call.path));
}

function readFrameworkDefaults(program: Program): Port[] {
    const names = namesOfImported(program, [...frameworkDefaults.keys()]);
    return program.callsNamed(...names).flatMap((call) => {
        const known = frameworkDefaults.get(unversioned(call.qualified));
        return known === undefined
            ? []
            : { ...known, protocol: 'tcp' as const, source: sourceOf(call.place.file, call.line) };
    });
}

/** The last names of those functions whose package the program imports: only for these are its files taken apart. */
function namesOfImported(program: Program, functions: readonly string[]): Set<string> {
    const imported = new Set(program.imports.map(({ path }) => path.replace(/\/v\d+(?=\/|$)/, '')));
    return new Set(
        functions.flatMap((name) => {
            const dot = name.lastIndexOf('.');
            return imported.has(name.slice(0, dot)) ? name.slice(dot + 1) : [];
        }),
    );
}

/** Without the major version in the import path. */
function unversioned(qualified: string): string {
    return qualified.replace(/\/v\d+(?=[./])/, '');
}

function findSites(program: Program): Site[] {
    const sites: Site[] = [];
    const named = namesOfImported(program, Object.keys(listeners));
    for (const call of program.callsNamed(...new Set([...named, ...listeningMethods]))) {
        const site = siteOfCall(program, call);
        if (site !== undefined) sites.push(site);
    }
    for (const { type, elements, place } of program.literals) {
        const field = serverTypes.get(type);
        const address = field === undefined ? undefined : elements.get(field);
        if (address === undefined) continue;
        const network = elements.get('Net')?.value;
        const protocol = network?.kind === 'string' && network.value.startsWith('udp') ? 'udp' : 'tcp';
        sites.push({ address: address.value, fallback: undefined, protocol, place, line: address.line });
    }
    for (const { file, package: owner } of program.filesMentioning('.Addr = ')) {
        if (!file.imports.some(({ path }) => path === 'net/http')) continue;
        for (const { name, base, value, scope, line } of file.declarations().assignments)
            if (name === 'Addr' && base !== '')
                sites.push({
                    address: value,
                    fallback: undefined,
                    protocol: 'tcp',
                    place: { file, package: owner, scope },
                    line,
                });
    }
    return sites;
}

function siteOfCall(program: Program, call: ProgramCall): Site | undefined {
    const base = { fallback: undefined, protocol: 'tcp', place: call.place, line: call.line } as const;
    const known = listeners[unversioned(call.qualified)];
    if (known !== undefined) {
        const network = known.network === undefined ? undefined : call.args[known.network];
        if (network?.kind === 'string' && network.value.startsWith('unix')) return undefined;
        const udp = network?.kind === 'string' && network.value.startsWith('udp');
        const empty = isEmptyText(call.args[known.address]) && known.port !== undefined;
        return {
            ...base,
            address: empty ? undefined : call.args[known.address],
            fallback: empty ? { port: known.port, env: null } : undefined,
            protocol: udp ? 'udp' : 'tcp',
        };
    }
    if (call.on === undefined || !listeningMethods.includes(call.name)) return undefined;
    const [first, second, third] = call.args;
    // gin listens on PORT, else 8080, where Run gets nothing.
    const gin = call.place.file.imports.some(({ path }) => path === 'github.com/gin-gonic/gin');
    if (call.name === 'Run' && call.args.length === 0 && gin)
        return { ...base, address: undefined, fallback: { port: 8080, env: 'PORT' } };
    // net.ListenConfig.Listen(ctx, "tcp", address)
    if (call.name === 'Listen' && second?.kind === 'string' && third !== undefined)
        return { ...base, address: third, protocol: second.value.startsWith('udp') ? 'udp' : 'tcp' };
    if (first === undefined) return undefined;
    const frameworks = ['Listen', 'ListenTLS', 'ListenAndServe', 'ListenAndServeTLS', 'RunTLS', 'StartTLS'];
    const certain = frameworks.includes(call.name) || isFramework(call);
    const addresses = program
        .evaluate(first, call.place)
        .flatMap((value) => parseAddress(value, call.name === 'Run') ?? []);
    return certain || addresses.length > 0 ? { ...base, address: first } : undefined;
}

/** Whether `Run` or `Start` is of a web framework: its file imports one. */
function isFramework(call: ProgramCall): boolean {
    return (
        call.args.length === 1 &&
        call.place.file.imports.some(({ path }) =>
            /^github\.com\/(?:gin-gonic\/gin|labstack\/echo)(?:\/v\d+)?$/.test(path),
        )
    );
}

function isEmptyText(expression: Expression | undefined): boolean {
    return expression?.kind === 'string' && expression.value === '';
}

function readSite(program: Program, site: Site): Port[] {
    const { protocol, place } = site;
    if (site.fallback !== undefined) {
        const { port, env } = site.fallback;
        return [{ port, protocol, env, loopback: false, source: sourceOf(place.file, site.line) }];
    }
    if (site.address === undefined) return [];
    return program.evaluate(site.address, place).flatMap((value) => toPorts(value, protocol, false));
}
