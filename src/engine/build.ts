/** A build as a value; `engine/` runs it through `docker buildx build`, arguments as an array. */
export interface BuildRequest {
    /** Absolute path of the build context. */
    readonly context: string;
    /** Absolute path of the Dockerfile. */
    readonly dockerfile: string;
    readonly target: string | undefined;
    readonly tags: readonly string[];
    readonly args: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
    readonly platforms: readonly string[];
    readonly noCache: boolean;
    /** By the ids that the Dockerfile's `--mount=type=secret` names. */
    readonly secrets?: readonly BuildSecret[];
    /** For `--mount=type=ssh`: `default` for the agent, or `id=path` of a key or socket. */
    readonly ssh?: readonly string[];
    /** Such as `type=registry,ref=example.com/shop:cache`. */
    readonly cacheFrom?: readonly string[];
    readonly cacheTo?: readonly string[];
    /** To the registries of the tags, instead of into the engine. */
    readonly push?: boolean;
    /** A builder by name; the current one where absent. */
    readonly builder?: string;
    /** Asks the registries for newer base images. */
    readonly pull?: boolean;
}

/** A secret from a file of this machine, or as a value, which reaches the builder in an environment variable and stands on no command line. */
export type BuildSecret =
    { readonly id: string; readonly file: string } | { readonly id: string; readonly value: string };

export interface BuildStep {
    /** The builder's own id of the step. */
    readonly id: string;
    /** Such as `[build 3/5] RUN go mod download`. */
    readonly name: string;
    readonly state: 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
    /** Milliseconds since 1970. */
    readonly started: number | undefined;
    readonly completed: number | undefined;
    readonly error: string | undefined;
}

export type BuildEvent =
    | { readonly kind: 'step'; readonly step: BuildStep }
    /** Output of a step, or of the builder itself (`step` undefined), line by line. */
    | { readonly kind: 'line'; readonly step: string | undefined; readonly text: string }
    | { readonly kind: 'done'; readonly imageId: string | undefined; readonly milliseconds: number }
    /** The last event of a build that did not succeed; `log` is everything it printed, bounded, for the diagnosis. */
    | { readonly kind: 'failed'; readonly message: string; readonly log: string };
