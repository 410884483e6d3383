import type { Route } from '../project';
import type { Expression } from '../go/expression';
import { isSamePath, sourceOf, type Program, type ProgramCall } from './program';

const registrations = (
    'Handle HandleFunc HandlerFunc Path Get Post Put Patch Delete Head Options Any All Method MethodFunc Add ' +
    'GET POST PUT PATCH DELETE HEAD OPTIONS ANY'
).split(' ');
/** Packages that route requests, by the words in their paths. */
const routers = /http|mux|chi|gin|echo|fiber|rout|rest|web|iris|beego|hertz|server|api/;
const groups = ['Group', 'Route', 'PathPrefix', 'Party', 'Mount'];

/** What answers on which path; groups are put before their members as far as names tell. */
export function readRoutes(program: Program): Route[] {
    const routes = new Map<string, Route>();
    const add = (path: string, call: ProgramCall): void => {
        const cleaned = cleanPath(path);
        const kind = answersReads(call) ? kindOf(cleaned) : 'other';
        const before = routes.get(cleaned);
        if (before === undefined || (before.kind === 'other' && kind !== 'other'))
            routes.set(cleaned, { path: cleaned, kind, source: sourceOf(call.place.file, call.line) });
    };
    for (const call of program.callsNamed(...registrations)) {
        const path = routePath(program, call);
        if (path !== undefined) add(knownPrefixOf(program, call) + path, call);
    }
    for (const call of program.callsNamed('Mount')) {
        const [first, second] = call.args;
        if (first?.kind === 'string' && isProfiler(second)) add(prefixOf(program, call, 0) + first.value, call);
    }
    for (const { path, name, file, line } of program.imports)
        if (path === 'net/http/pprof' && name === '_' && !routes.has('/debug/pprof/'))
            routes.set('/debug/pprof/', { path: '/debug/pprof/', kind: 'pprof', source: sourceOf(file, line) });
    return [...routes.values()].sort((one, another) => (one.path < another.path ? -1 : 1));
}

function isProfiler(expression: Expression | undefined): boolean {
    return expression?.kind === 'call' && expression.callee.kind === 'member' && expression.callee.name === 'Profiler';
}

/** The path that a call registers; `undefined` where it is another call of that name. */
function routePath(program: Program, call: ProgramCall): string | undefined {
    // What no route has in front is seen without looking at anything else.
    const [start] = call.args;
    if (start?.kind === 'string' && !/\/|^[A-Z]+$/.test(start.value)) return undefined;
    const withMethod = ['Method', 'MethodFunc', 'Add', 'Handle'].includes(call.name) && call.args.length >= 3;
    const written = call.args[withMethod ? 1 : 0];
    if (written === undefined) return undefined;
    // `db.Get(key, value)` and the like are looked at no further.
    if (written.kind !== 'string' && !call.place.file.imports.some(({ path }) => routers.test(path))) return undefined;
    // http.Get("/…") is a request and cache.Get("key") something else: a route has a handler, a path begins with a slash.
    if (call.args.length < 2 && call.name !== 'Path') return undefined;
    const text = written.kind === 'string' ? written.value : program.evaluate(written, call.place)[0]?.text;
    const path = /^(?:[A-Z]+\s+)?(?:[a-z0-9.-]*)(\/\S*)$/.exec(text ?? '')?.[1];
    return call.qualified.startsWith('net/http.') && !call.name.startsWith('Handle') ? undefined : path;
}

function knownPrefixOf(program: Program, call: ProgramCall): string {
    let known = program.routePrefixes.get(call);
    if (known === undefined) program.routePrefixes.set(call, (known = prefixOf(program, call, 0)));
    return known;
}

/** `api := r.Group("/api")` before `api.GET("/x", …)`, and `r.Route("/api", func(r chi.Router) { … })` around it. */
function prefixOf(program: Program, call: ProgramCall, depth: number): string {
    if (depth > 6) return '';
    const calls = call.place.file.declarations().calls;
    const around = calls.findLast(
        (each) =>
            each.scope === call.scope &&
            groups.includes(each.name) &&
            each.from < call.from &&
            each.to > call.to &&
            each.args.length > 1,
    );
    if (around?.args[0]?.kind === 'string')
        return prefixOf(program, { ...call, ...around }, depth + 1) + trimSlash(around.args[0].value);
    const on = call.on;
    if (on?.kind === 'call') return groupPrefix(program, on, call, depth);
    if (on?.kind !== 'name') return '';
    const made = call.place.file
        .declarations()
        .assignments.find((each) => each.scope === call.scope && each.name === on.name && each.base === '');
    return made === undefined ? '' : groupPrefix(program, made.value, call, depth);
}

function groupPrefix(program: Program, value: Expression, call: ProgramCall, depth: number): string {
    if (value.kind !== 'call' || value.callee.kind !== 'member') return '';
    const outer = { ...call, on: value.callee.of, from: -1, to: -1 };
    if (isSamePath(value.callee.of, call.on)) return '';
    const [first] = value.args;
    const own = groups.includes(value.callee.name) && first?.kind === 'string' ? trimSlash(first.value) : '';
    const through = own !== '' || /^(?:Subrouter|Group|With|Use|Methods)$/.test(value.callee.name);
    return through ? prefixOf(program, outer, depth + 1) + own : '';
}

function trimSlash(path: string): string {
    const trimmed = path.replace(/\/+$/, '');
    return trimmed === '' || trimmed.startsWith('/') ? trimmed : `/${trimmed}`;
}

/** Without doubled slashes and Go 1.22's `{$}`. */
function cleanPath(path: string): string {
    return path.replaceAll(/\/{2,}/g, '/').replace(/\{\$\}$/, '');
}

/** Probes and scrapers ask with GET: a path that only takes posts is something else. */
function answersReads({ name, args }: ProgramCall): boolean {
    const method = args.find((arg) => arg.kind === 'string');
    return !/^(?:Post|Put|Patch|Delete)$/i.test(name) && !/^(?:POST|PUT|PATCH|DELETE)\b/.test(method?.value ?? '');
}

/** Short words that are a probe only where nothing but a version or the like stands before them. */
const shortProbe =
    /^(?:\/(?:api|v\d+|-|_|internal|probes?|status|system|admin|actuator|health|healthz))*\/(?:live|alive|ping|heartbeat)$/;

/** The kind is told by the last parts of the path, as people name them everywhere. */
function kindOf(path: string): Route['kind'] {
    const plain = path.toLowerCase().replace(/\/$/, '');
    if (/\/debug\/pprof(?:\/|$)/.test(`${plain}/`)) return 'pprof';
    if (/\/metrics$/.test(plain)) return 'metrics';
    if (/\/[-_]?(?:ready|readyz|readiness|readyness|startupz?)$/.test(plain)) return 'ready';
    if (
        /\/[-_]?(?:health|healthz|healthcheck|health-check|health_check|healthy|livez|liveness)$/.test(plain) ||
        shortProbe.test(plain)
    )
        return 'health';
    return 'other';
}
