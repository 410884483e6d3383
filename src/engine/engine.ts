import type { FileEntry, FolderListing } from './archive';
import type { CreateRequest } from './createRequest';
import type { DiskUsage } from './diskUsage';
import type { ExecRequest, ExecSession } from './exec';
import type { ImageLayer } from './history';
import type { Network, NetworkRequest } from './networks';
import type { ContainerStats } from './stats';
import type { SystemInfo } from './systemInfo';
import type { Volume, VolumeRequest } from './volumes';

export type { CreateRequest } from './createRequest';

/**
 * The container engine as the editor and the command line see it: house types, checked once where the engine's JSON enters.
 * Every call takes a signal; an aborted call rejects with the signal's reason.
 */

/** Where an engine answers, and how we came to it. */
export interface Endpoint {
    /** Such as `unix:///run/user/1000/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:2376`, `ssh://me@host`. */
    readonly address: string;
    /** The Docker context's name, `undefined` for DOCKER_HOST, a setting or a socket that was found. */
    readonly context: string | undefined;
    /** For people: why this one, such as "the docker context `rootless`". */
    readonly because: string;
    /** For `tcp:` with TLS: PEM texts. */
    readonly tls:
        { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly verify: boolean } | undefined;
}

export interface Engine {
    readonly endpoint: Endpoint;
    version(signal?: AbortSignal): Promise<EngineVersion>;
    containers(signal?: AbortSignal): Promise<readonly Container[]>;
    images(signal?: AbortSignal): Promise<readonly Image[]>;
    volumes(signal?: AbortSignal): Promise<readonly Volume[]>;
    networks(signal?: AbortSignal): Promise<readonly Network[]>;
    systemInfo(signal?: AbortSignal): Promise<SystemInfo>;
    /** Sizes that the engine works out only here, which takes it seconds where there is much. */
    diskUsage(signal?: AbortSignal): Promise<DiskUsage>;
    inspect(container: string, signal?: AbortSignal): Promise<ContainerDetails>;
    inspectImage(image: string, signal?: AbortSignal): Promise<ImageDetails>;
    /** What the engine knows of an object, as it sent it. Throws `missing`. */
    inspectRaw(kind: ObjectKind, id: string, signal?: AbortSignal): Promise<unknown>;
    /** How an image came to be, its newest layer first. */
    history(image: string, signal?: AbortSignal): Promise<readonly ImageLayer[]>;
    /**
     * Never ends by itself and never throws but for an abort: `connected` comes first and after every gap (the time to re-read the lists),
     * `lost` when the engine goes away; pauses between tries grow to a bound.
     */
    watch(signal: AbortSignal): AsyncIterable<EngineEvent>;
    /** Log lines as they come, without loss or doubling over a lost connection while `follow` is set; ends when the container does (not following: at the end of what there is). */
    logs(container: string, options: LogOptions, signal: AbortSignal): AsyncIterable<LogLine>;
    /** About once a second, from the first full sample on, until the container is removed or the signal aborts. */
    stats(container: string, signal: AbortSignal): AsyncIterable<ContainerStats>;
    create(request: CreateRequest, signal?: AbortSignal): Promise<string>;
    start(container: string, signal?: AbortSignal): Promise<void>;
    /** `graceSeconds` between SIGTERM and SIGKILL; the container's own where absent. */
    stop(container: string, options?: { graceSeconds?: number }, signal?: AbortSignal): Promise<void>;
    restart(container: string, signal?: AbortSignal): Promise<void>;
    /** `force` kills one that runs; `volumes` removes its volumes without a name too. */
    remove(container: string, options?: { force?: boolean; volumes?: boolean }, signal?: AbortSignal): Promise<void>;
    pause(container: string, signal?: AbortSignal): Promise<void>;
    unpause(container: string, signal?: AbortSignal): Promise<void>;
    rename(container: string, name: string, signal?: AbortSignal): Promise<void>;
    /** `processSignal` such as `SIGHUP`; SIGKILL where absent. */
    kill(container: string, processSignal?: string, signal?: AbortSignal): Promise<void>;
    /** Starts a program inside of a running container. Throws `conflict` where it does not run. */
    exec(container: string, request: ExecRequest, signal?: AbortSignal): Promise<ExecSession>;
    /** A tag goes alone while the image has others; `force` also takes an image by its id with all its tags. */
    removeImage(image: string, signal?: AbortSignal, options?: { force?: boolean }): Promise<void>;
    /** `reference` such as `shop/api:1.2`. */
    tagImage(image: string, reference: string, signal?: AbortSignal): Promise<void>;
    /** Answers its name. */
    createVolume(request: VolumeRequest, signal?: AbortSignal): Promise<string>;
    removeVolume(name: string, options?: { force?: boolean }, signal?: AbortSignal): Promise<void>;
    /** Answers its id. */
    createNetwork(request: NetworkRequest, signal?: AbortSignal): Promise<string>;
    removeNetwork(network: string, signal?: AbortSignal): Promise<void>;
    connectNetwork(
        network: string,
        container: string,
        options?: { aliases?: readonly string[] },
        signal?: AbortSignal,
    ): Promise<void>;
    disconnectNetwork(network: string, container: string, signal?: AbortSignal): Promise<void>;
    /** Removes what no build uses at the moment; answers how many bytes that freed. */
    pruneBuildCache(signal?: AbortSignal): Promise<number>;
    /** One file of a container, running or not, as bytes; at most `limit` of them. Throws `missing`. */
    readFile(container: string, path: string, limit: number, signal?: AbortSignal): Promise<Uint8Array>;
    /** What is at a path of a container, running or not, without a shell in it; links are not followed. Throws `missing`. */
    statPath(container: string, path: string, signal?: AbortSignal): Promise<FileEntry>;
    /** What a folder of a container, running or not, holds. Throws `missing` where there is none. */
    listFolder(container: string, path: string, signal?: AbortSignal): Promise<FolderListing>;
    /** A file or folder of a container as a tar stream, unread. Throws `missing`. */
    archive(container: string, path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
    /** Unpacks a tar archive into a folder of a container. */
    extract(container: string, folder: string, archive: Uint8Array, signal?: AbortSignal): Promise<void>;
    /** Closes kept-alive connections. */
    dispose(): void;
}

export interface EngineVersion {
    readonly name: string;
    readonly version: string;
    /** The API version agreed on, such as `1.45`. */
    readonly api: string;
    readonly os: string;
    /** As GOARCH spells it. */
    readonly arch: string;
}

export type ObjectKind = 'container' | 'image' | 'volume' | 'network';

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

export interface Container {
    readonly id: string;
    /** Without the leading slash. */
    readonly name: string;
    readonly image: string;
    readonly imageId: string;
    readonly state: ContainerState;
    /** As the engine words it, such as "Up 3 minutes (healthy)". */
    readonly status: string;
    readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy';
    /** Of an exited container, read from the status; `undefined` while it runs. */
    readonly exitCode: number | undefined;
    /** Milliseconds since 1970. */
    readonly created: number;
    readonly ports: readonly PublishedPort[];
    readonly labels: Readonly<Record<string, string>>;
    /** As the engine shows it, cut off where it is long. */
    readonly command: string;
    readonly mounts: readonly ContainerMount[];
    /** The names of the networks that it is in. */
    readonly networks: readonly string[];
}

export interface ContainerMount {
    readonly kind: 'bind' | 'volume' | 'tmpfs' | 'other';
    /** The name of a volume, the path of a bind on the engine's machine; empty for `tmpfs`. */
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
}

export interface PublishedPort {
    readonly container: number;
    readonly protocol: string;
    /** `undefined` where the port is exposed but not published. */
    readonly host: number | undefined;
    readonly address: string | undefined;
}

export interface Image {
    readonly id: string;
    /** `name:tag` references; empty for a dangling image. */
    readonly tags: readonly string[];
    /** Milliseconds since 1970. */
    readonly created: number;
    /** Bytes. */
    readonly size: number;
    readonly labels: Readonly<Record<string, string>>;
    /** `name@sha256:…` references of an image that was pulled or pushed. */
    readonly digests: readonly string[];
}

export interface ContainerDetails {
    readonly id: string;
    readonly name: string;
    readonly state: ContainerState;
    readonly exitCode: number;
    readonly oomKilled: boolean;
    /** The engine's own words where the start failed. */
    readonly error: string;
    readonly restarts: number;
    readonly tty: boolean;
    readonly image: string;
    readonly imageId: string;
    readonly user: string;
    readonly entrypoint: readonly string[];
    readonly command: readonly string[];
    readonly workingDir: string;
    readonly env: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
    /** Milliseconds since 1970; `undefined` where it never started, or has not ended. */
    readonly started: number | undefined;
    readonly finished: number | undefined;
    readonly health: Container['health'];
    readonly mounts: readonly ContainerMount[];
    readonly healthLog: readonly { readonly exitCode: number; readonly output: string }[];
    /** As the engine sent it, for a page that shows it. */
    readonly raw: unknown;
}

export interface ImageDetails {
    readonly id: string;
    readonly tags: readonly string[];
    readonly created: number;
    /** Bytes. */
    readonly size: number;
    readonly os: string;
    readonly arch: string;
    readonly user: string;
    readonly entrypoint: readonly string[];
    readonly command: readonly string[];
    readonly exposedPorts: readonly { readonly port: number; readonly protocol: string }[];
    readonly labels: Readonly<Record<string, string>>;
    readonly raw: unknown;
}

export type EngineEvent =
    | { readonly kind: 'connected'; readonly version: EngineVersion }
    | { readonly kind: 'lost'; readonly error: Error; readonly nextTryMilliseconds: number }
    | {
          readonly kind: 'container' | 'image' | 'network' | 'volume';
          /** Such as `start`, `die`, `health_status: healthy`, `tag`. */
          readonly action: string;
          readonly id: string;
          /** Nanoseconds since 1970. */
          readonly time: bigint;
          readonly attributes: Readonly<Record<string, string>>;
      };

export interface LogOptions {
    readonly follow: boolean;
    /** Lines from the end; all where absent. */
    readonly tail?: number;
    /** RFC 3339 with nanoseconds, exclusive. */
    readonly since?: string;
}

export interface LogLine {
    readonly stream: 'stdout' | 'stderr';
    /** RFC 3339 with nanoseconds, as the engine stamped it. */
    readonly time: string;
    /** Without its line break; cut at 1 MiB with `truncated` set. */
    readonly text: string;
    readonly truncated: boolean;
}
