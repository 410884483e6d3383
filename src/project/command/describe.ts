import { serviceOf } from '../../facts/services';
import type { Main } from '../mains';
import type { Command } from '../project';
import { readCgo } from './cgo';
import { readEnvironment } from './environment';
import { readCertificates, readGrpc, readShell, readTimezones } from './needs';
import { readPorts } from './ports';
import type { Program } from './program';
import { readRoutes } from './routes';
import { readShutdownSeconds, readSigterm } from './shutdown';
import { readVersionVariables } from './versions';
import { readWrites } from './writes';

/** All facts of one program. */
export function describeCommand(program: Program, { name, module, argument, package: main }: Main): Command {
    const { ports, loopbackReasons } = readPorts(program);
    const cgoReasons = readCgo(program.packages);
    const certificates = readCertificates(program);
    const timezones = readTimezones(program);
    const shell = readShell(program);
    const grpc = readGrpc(program);
    const sigterm = readSigterm(program);
    return {
        name,
        module: module.module.dir,
        package: argument,
        dir: main.dir,
        cgo: cgoReasons.length > 0,
        cgoReasons,
        ports,
        env: readEnvironment(program),
        services: readServices(program),
        routes: readRoutes(program),
        embeds: program.packages.flatMap(({ files }) =>
            files.flatMap(({ path, embeds }) => embeds.map((embed) => ({ ...embed, file: path }))),
        ),
        needsCertificates: certificates.length > 0,
        needsTimezones: timezones.length > 0,
        needsShell: shell.length > 0,
        writesFiles: readWrites(program),
        grpc: grpc.length > 0,
        handlesSigterm: sigterm.length > 0,
        shutdownSeconds: readShutdownSeconds(program),
        versionVariables: readVersionVariables(program),
        loopbackOnly: loopbackReasons.length > 0,
        reasons: [...certificates, ...timezones, ...shell, ...sigterm, ...grpc, ...loopbackReasons],
    };
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
