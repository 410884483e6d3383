/** What we run by default is hardened: read-only root, no capability, no new privileges, bounded processes and memory. */
export interface CreateRequest {
    readonly name: string | undefined;
    readonly image: string;
    readonly command?: readonly string[];
    /** Instead of the image's own; an empty list for none. */
    readonly entrypoint?: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    /**
     * Files `/run/secrets/<name>` and their content. They travel to a volume of the container's own, so that no label, environment, command line or
     * inspection of the container shows them; they go with the container.
     */
    readonly secrets?: Readonly<Record<string, string>>;
    readonly ports: readonly {
        readonly container: number;
        readonly protocol: 'tcp' | 'udp';
        /** 0 lets the engine choose. */
        readonly host: number;
        readonly address: string;
    }[];
    readonly volumes: readonly RequestedMount[];
    /** Folders in memory, writable under a read-only root. */
    readonly temporary: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
    readonly readOnlyRoot: boolean;
    /** All of them; what the program needs is in `addCapabilities`. */
    readonly dropCapabilities: boolean;
    /** Such as `NET_BIND_SERVICE`. */
    readonly addCapabilities?: readonly string[];
    /** Single ones, where not all are dropped. */
    readonly droppedCapabilities?: readonly string[];
    readonly noNewPrivileges: boolean;
    readonly pidsLimit: number | undefined;
    /** Bytes. */
    readonly memoryLimit: number | undefined;
    /** Processors, such as 1.5. */
    readonly cpuLimit?: number;
    readonly init: boolean;
    /** `bridge`, `host`, `none`, `container:<id>`, or a network's name; `bridge` where absent. */
    readonly network?: string;
    /** Further names of the container in a network that is not one of the engine's own. */
    readonly aliases?: readonly string[];
    /** `user`, `uid` or `uid:gid`; the image's own where absent. */
    readonly user?: string;
    readonly workingDir?: string;
    readonly hostname?: string;
    /** The name of a loaded profile, or `unconfined`. */
    readonly appArmor?: string;
    /** A profile as JSON, or `unconfined`. */
    readonly seccomp?: string;
    /** SELinux label options such as `disable`, `type:container_t`, `level:s0:c1`. */
    readonly selinux?: readonly string[];
    /** `host` takes the container out of the engine's user namespace; Podman also knows `keep-id`. */
    readonly userNamespace?: string;
    readonly restart?: RestartPolicy;
    /** Removed by the engine when it ends. */
    readonly autoRemove?: boolean;
    readonly tty?: boolean;
    /** `container:<id>` to see that container's processes. */
    readonly processNamespace?: string;
    readonly ipcNamespace?: string;
    /** The ids of containers whose mounts it gets, too. */
    readonly volumesFrom?: readonly string[];
}

export interface RequestedMount {
    /** An absolute path of the engine's machine, the name of a volume, or empty for a new volume without a name. */
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
    /** Lets SELinux label what is bound: `shared` for several containers (`:z`), `private` for this one alone (`:Z`). */
    readonly relabel?: 'shared' | 'private';
}

export interface RestartPolicy {
    readonly policy: 'no' | 'always' | 'unless-stopped' | 'on-failure';
    /** For `on-failure`: without end where absent. */
    readonly tries?: number;
}
