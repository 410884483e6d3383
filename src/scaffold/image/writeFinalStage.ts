import { emptyFolder } from './goBuild';
import { writeLabels } from './labels';
import { installPackages } from './mounts';
import { probeName } from './probe';
import type { Target } from './target';

const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** The stages that a final stage copies from. */
export interface RuntimeParts {
    /** What compiled the program. */
    readonly builder: string;
    /** What compiled the probe. */
    readonly probe?: string | undefined;
    /** What cut the files out that the image starts with. */
    readonly rootfs: string | undefined;
}

/** The stage that is the image, as lines; `source` is where its sources are. */
export function writeFinalStage(target: Target, parts: RuntimeParts, source: string | undefined): string[] {
    const { binary, health, stage } = target;
    const program = programPath(binary);
    return [
        ...writeRuntime(target, parts),
        ...(health === undefined
            ? []
            : [
                  'HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=1s \\',
                  `    CMD ["${[health.probe === undefined ? program : probePath(binary), ...health.args].join('", "')}"]`,
              ]),
        ...writeLabels(stage, source),
        `ENTRYPOINT ["${program}"]`,
        ...writeArguments(target),
    ];
}

/** What the entry point is given where nobody says otherwise. */
export function writeArguments({ arguments: words }: Target): string[] {
    return words.length === 0 ? [] : [`CMD ["${words.join('", "')}"]`];
}

/** Everything but what is started and what is said of it. */
export function writeRuntime(target: Target, { builder, probe, rootfs }: RuntimeParts): string[] {
    const { base, binary, folders, health, ports, stage, stopSignal, user, workdir } = target;
    const exposed = ports.exposed.map(({ port, protocol }) => (protocol === 'tcp' ? String(port) : `${port}/udp`));
    return [
        ...(base.image.endsWith(':latest')
            ? ['# gopherdock ignore=base-image-latest the free images have no other tag, pin the digest']
            : []),
        `FROM ${base.image} AS ${stage}`,
        ...(base.slices !== undefined && rootfs !== undefined ? [`COPY --from=${rootfs} /rootfs /`] : []),
        ...(base.packages === null ? [] : installPackages(target.runPackages, base.packages)),
        ...(target.copiesCertificates ? [`COPY --from=${builder} ${certificates} ${certificates}`] : []),
        ...folders.map((folder) => `COPY --from=${builder} --chown=${user} ${emptyFolder} ${folder}`),
        ...(health?.probe !== undefined && probe !== undefined
            ? [`COPY --from=${probe} /out/${probeName} ${probePath(binary)}`]
            : []),
        `COPY --from=${builder} /out/${binary} ${programPath(binary)}`,
        ...(ports.environment === undefined ? [] : [`ENV ${ports.environment.name}=${ports.environment.value}`]),
        ...(workdir === undefined ? [] : [`WORKDIR ${workdir}`]),
        `USER ${user}`,
        ...(exposed.length > 0 ? [`EXPOSE ${exposed.join(' ')}`] : []),
        ...(stopSignal === null ? [] : [`STOPSIGNAL ${stopSignal}`]),
    ];
}

/** On the search path, so that it also runs by its name, and nowhere that a folder of the image could be in the way. */
function programPath(binary: string): string {
    return `/usr/local/bin/${binary}`;
}

function probePath(binary: string): string {
    return programPath(binary === probeName ? `${probeName}-probe` : probeName);
}
