import type { Command, Port, Source } from '../../project/project';
import type { Choices, Reason } from '../scaffold';
import { readSetting } from '../settings';
import type { Ports } from './ports';
import { grpcHealthPath, type ProbeProtocol } from './probe';

/** What the container asks its program with; `undefined` for nothing. */
export interface HealthCheck {
    /** How the probe of a stage of its own asks; `undefined` where the program itself does. */
    readonly probe: ProbeProtocol | undefined;
    /** Behind the program. */
    readonly args: readonly string[];
}

/** The program's own check where it has one, else a request for the route that says how it is. */
export function chooseHealthCheck(
    command: Command,
    ports: Ports,
    choices: Choices,
): { check: HealthCheck | undefined; reasons: readonly Reason[] } {
    const asked = readSetting(choices.set, 'health');
    const none = (because: string, source: Source | null = null): ReturnType<typeof chooseHealthCheck> => ({
        check: undefined,
        reasons: [{ what: 'no HEALTHCHECK', because, source }],
    });
    if (asked === 'off') return none('it was asked for');
    const own = command.healthArgument;
    if (own !== null && asked === undefined)
        return {
            check: { probe: undefined, args: [own.argument] },
            reasons: [
                { what: 'a HEALTHCHECK', because: `the program asks itself with \`${own.argument}\``, source: own },
            ],
        };
    const places = listPlaces(command, ports);
    const route = asked === undefined ? healthRoute(command) : { path: asked, source: null };
    if (places.length === 0) return none('the program listens on no TCP port that is known');
    const grpc = command.reasons.find(({ fact }) => fact === 'grpcHealth');
    if (route === undefined && grpc === undefined)
        return none(
            command.grpc
                ? 'the program answers gRPC, and no health service of it is known'
                : 'no route that tells its health is known: `health` sets one',
        );
    if (command.tlsOnly) return none('the program answers with TLS only, and its certificate is not for this machine');
    const path = route?.path ?? grpcHealthPath;
    return {
        check: { probe: route === undefined ? 'grpc' : 'http', args: [path, ...places] },
        reasons: [
            {
                what: `a HEALTHCHECK that ${route === undefined ? 'calls' : 'asks for'} \`${path}\``,
                because:
                    'there is no shell and no curl in most bases: a static program of 2 MB asks, compiled in a stage of its own',
                source: route?.source ?? grpc ?? null,
            },
        ],
    };
}

/** Liveness before readiness: a container is not to be replaced because its database is away. */
function healthRoute({ routes }: Command): { path: string; source: Source } | undefined {
    const sound = routes.filter(({ path }) => /^\/[\w./~-]*$/.test(path));
    return sound.find(({ kind }) => kind === 'health') ?? sound.find(({ kind }) => kind === 'ready');
}

const mostPlaces = 4;

/** Where mail, names, databases and brokers listen: asked last, since they complain in their logs of a request that is none of theirs. */
const otherProtocols: ReadonlySet<number> = new Set([
    22, 25, 53, 110, 143, 179, 389, 465, 587, 636, 993, 995, 1025, 1110, 1143, 1883, 2525, 3306, 4150, 4160, 4222, 5222,
    5432, 5672, 6222, 6379, 7946, 8883, 9092, 11211, 27017, 27018,
]);

/** Ports as the probe takes them: `8080`, or `PORT=8080` where a variable decides. It also reaches those on loopback. */
function listPlaces({ ports }: Command, { exposed, environment }: Ports): string[] {
    const isOther = ({ port }: Port): number => (otherProtocols.has(port) ? 1 : 0);
    const tcp = ports
        .filter(({ protocol }) => protocol === 'tcp')
        .sort((one, another) => isOther(one) - isOther(another));
    const listed = tcp.map(({ port, env }) =>
        env !== null && /^[A-Za-z_]\w*$/.test(env) ? `${env}=${String(port)}` : String(port),
    );
    const asked = environment === undefined && tcp.length === 0 ? exposed.map(({ port }) => String(port)) : [];
    return [...new Set([...listed, ...asked])].slice(0, mostPlaces);
}
