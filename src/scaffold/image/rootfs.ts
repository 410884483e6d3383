import { chisel } from '../../facts/buildTools';
import { buildCache, moduleCache, run } from './mounts';

/** The stage that cuts parts of Ubuntu's packages into `/rootfs`. */
export function writeRootfs(stage: string, slices: readonly string[]): string[] {
    return [
        `FROM --platform=$BUILDPLATFORM golang:\${GO_VERSION}-trixie AS ${stage}`,
        ...run([moduleCache, buildCache], [`CGO_ENABLED=0 go install ${chisel.module}@${chisel.version}`]),
        'ARG TARGETARCH',
        `RUN mkdir /rootfs && chisel cut --release=${chisel.release} --arch=$TARGETARCH --root=/rootfs \\`,
        `    ${slices.join(' ')}`,
    ];
}
