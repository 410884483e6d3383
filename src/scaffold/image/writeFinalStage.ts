import type { Target } from './target';
import { emptyFolder, installPackages } from './writeToolchain';

const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** The stage that is the image, as lines; `builder` is the stage that compiled the program. */
export function writeFinalStage(target: Target, builder: string): string[] {
    const { base, binary, folders, ports, stage, user, workdir } = target;
    // On the search path, so that it also runs by its name, and nowhere that a folder of the image could be in the way.
    const program = `/usr/local/bin/${binary}`;
    const exposed = ports.exposed.map(({ port, protocol }) => (protocol === 'tcp' ? String(port) : `${port}/udp`));
    return [
        `FROM ${base.image} AS ${stage}`,
        ...(base.packages === null ? [] : installPackages(target.runPackages, base.packages)),
        ...(target.copiesCertificates ? [`COPY --from=${builder} ${certificates} ${certificates}`] : []),
        ...folders.map((folder) => `COPY --from=${builder} --chown=${user} ${emptyFolder} ${folder}`),
        `COPY --from=${builder} /out/${binary} ${program}`,
        ...(ports.environment === undefined ? [] : [`ENV ${ports.environment.name}=${ports.environment.value}`]),
        ...(workdir === undefined ? [] : [`WORKDIR ${workdir}`]),
        `USER ${user}`,
        ...(exposed.length > 0 ? [`EXPOSE ${exposed.join(' ')}`] : []),
        `ENTRYPOINT ["${program}"]`,
    ];
}
