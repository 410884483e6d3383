import { number, object, plain, texts } from './json';

/** The machine that an engine runs on. */
export interface SystemInfo {
    /** Of the machine. */
    readonly name: string;
    /** Of the engine. */
    readonly version: string;
    /** As a person says it, such as `Debian GNU/Linux 12 (bookworm)`, `Docker Desktop`. */
    readonly operatingSystem: string;
    /** `linux` or `windows`. */
    readonly os: string;
    /** As the kernel spells it, such as `x86_64`. */
    readonly arch: string;
    readonly kernel: string;
    readonly processors: number;
    /** Bytes. */
    readonly memory: number;
    readonly rootless: boolean;
    /** Each kind of protection that containers can have here, such as `apparmor`, `seccomp`, `selinux`, `userns`. */
    readonly security: readonly string[];
    readonly storageDriver: string;
    /** Images lie in containerd, which keeps several platforms of one. */
    readonly containerdImages: boolean;
}

export function readSystemInfo(answer: unknown): SystemInfo {
    const value = object(answer);
    // such as `name=seccomp,profile=builtin`; before 1.25 the bare name
    const security = texts(value['SecurityOptions']).map((option) => /(?:^|,)name=([^,]*)/.exec(option)?.[1] ?? option);
    const driverStatus = JSON.stringify(value['DriverStatus'] ?? '');
    return {
        name: plain(value['Name']),
        version: plain(value['ServerVersion']),
        operatingSystem: plain(value['OperatingSystem']),
        os: plain(value['OSType']),
        arch: plain(value['Architecture']),
        kernel: plain(value['KernelVersion']),
        processors: number(value['NCPU']),
        memory: number(value['MemTotal']),
        rootless: security.includes('rootless') || value['Rootless'] === true,
        security: security.map(plain).filter((name) => name !== 'rootless'),
        storageDriver: plain(value['Driver']),
        containerdImages: driverStatus.includes('io.containerd.snapshotter'),
    };
}
