import { serviceOf } from '../../facts/services';
import { isContainerfile } from '../buildFiles';
import { joinPorts } from '../exposed';
import type { Main } from '../mains';
import type { Command } from '../project';
import type { Sources } from '../sources';
import { readStartArguments } from './arguments';
import { readCgo } from './cgo';
import { readEnvironment } from './environment';
import { readCertificates, readGrpc, readGrpcHealth, readShell, readTimezones } from './needs';
import { readPorts } from './ports';
import { findFrontends, type readScriptPackages } from './frontend';
import { readHealthArgument, readTlsOnly } from './health';
import type { Program } from './program';
import { readRevision } from './revision';
import { readReads } from './reads';
import { readRoutes } from './routes';
import { readShutdownSeconds, readSigterm, readStopSignal } from './shutdown';
import { readVersionVariables } from './versions';
import { readWrites } from './writes';

/** All facts of one program. */
export function describeCommand(
    program: Program,
    main: Main,
    sources: Sources,
    packages: ReturnType<typeof readScriptPackages>,
    exposed: Command['ports'],
): Command {
    const { ports, loopbackReasons } = readPorts(program, main, sources);
    const cgoReasons = readCgo(program.packages);
    const certificates = readCertificates(program);
    const timezones = readTimezones(program);
    const shell = readShell(program);
    const grpc = readGrpc(program);
    const sigterm = readSigterm(program);
    const embeds = program.packages.flatMap(({ files }) =>
        files.flatMap(({ path, embeds }) => embeds.map((embed) => ({ ...embed, file: path }))),
    );
    const all = joinPorts(ports, exposed);
    const started = readStartArguments(program, main, sources, all);
    return {
        name: main.name,
        binary: binaryOf(main),
        module: main.module.module.dir,
        package: main.argument,
        dir: main.package.dir,
        cgo: cgoReasons.length > 0,
        cgoReasons,
        ports: all,
        env: readEnvironment(program),
        services: readServices(program),
        routes: readRoutes(program),
        embeds,
        frontends: findFrontends(sources, packages, embeds),
        needsCertificates: certificates.length > 0,
        needsTimezones: timezones.length > 0,
        needsShell: shell.length > 0,
        writesFiles: readWrites(program),
        readsFiles: readReads(program),
        grpc: grpc.length > 0,
        handlesSigterm: sigterm.length > 0,
        stopSignal: sigterm.length > 0 ? null : readStopSignal(program),
        shutdownSeconds: readShutdownSeconds(program),
        versionVariables: readVersionVariables(program),
        loopbackOnly: loopbackReasons.length > 0,
        arguments: started.words,
        healthArgument: readHealthArgument(program),
        tlsOnly: readTlsOnly(program),
        reasons: [
            ...certificates,
            ...timezones,
            ...shell,
            ...sigterm,
            ...grpc,
            ...readGrpcHealth(program),
            ...loopbackReasons,
            ...started.reasons,
            ...readRevision(program),
        ],
    };
}

/** Names that say nothing of what they are names of. */
const generic = /^(?:main|app|out|output|bin|binary|build|program|a\.out)$/;

/** An image may call it anything, as nobody sees that; a release and a makefile name what people call. */
function binaryOf({ name, builds }: Main): string {
    const named = builds.find(({ file, exact, output }) => {
        return exact && output !== undefined && !isContainerfile(file) && !generic.test(output);
    });
    return named?.output ?? name;
}

/** One service a kind, by the driver that is imported nearest to the main package. */
function readServices(program: Program): Command['services'] {
    const services = new Map<string, Command['services'][number]>();
    for (const { path, file, line } of program.imports) {
        const kind = serviceOf(path);
        if (kind !== undefined && !services.has(kind))
            services.set(kind, { kind, import: path, source: { file: file.path, line } });
    }
    return [...services.values()];
}
