/** Where a fact was read: `file` relative to the project's root and `/`-separated, `line` zero-based. */
export interface Source {
    readonly file: string;
    readonly line: number;
}

/** A Go project as its sources tell it. Unknown values are null, as in the command line's JSON. */
export interface Project {
    /** The folder that was read, as the giver of the files names it. */
    readonly root: string;
    /** Whether a go.work joins the modules. */
    readonly workspace: boolean;
    /** The folder of that go.work, `''` for the root; null without one. */
    readonly workspaceDir: string | null;
    readonly modules: readonly Module[];
    /** Programs that a user ships, best first. */
    readonly commands: readonly Command[];
    /** The other `func main`s, each with the reason why it is not shipped. */
    readonly otherMains: readonly { readonly dir: string; readonly why: string }[];
    /** What could not be read or understood (a broken go.mod), for the user to see. */
    readonly faults: readonly (Source & { readonly message: string })[];
}

export interface Module {
    /** Relative to the root, `''` for the root itself. */
    readonly dir: string;
    /** The module path, such as `example.com/shop`. */
    readonly path: string;
    /** Whether the go.work uses it. */
    readonly inWorkspace: boolean;
    /** The `go` line, such as `1.26` or `1.26.1`. */
    readonly go: string | null;
    readonly goSource: Source | null;
    readonly toolchain: string | null;
    readonly vendored: boolean;
    /** Whether go.sum stands beside go.mod: a program without dependencies has none. */
    readonly hasSum: boolean;
    readonly requires: readonly (Source & {
        readonly path: string;
        readonly version: string;
        readonly indirect: boolean;
    })[];
    readonly cgo: boolean;
    readonly cgoReasons: readonly (Source & { readonly import: string })[];
    /** Replacements by folders outside the module's own, as written (`../lib`): a build must be given them too. */
    readonly replacesOutside: readonly { readonly path: string; readonly target: string }[];
    /** Hosts of required modules that the public proxy does not serve, as far as names and GOPRIVATE settings tell. */
    readonly privateHosts: readonly string[];
}

export interface Command {
    /** What `go build` calls the program. */
    readonly name: string;
    /** What its release calls it, by goreleaser or a makefile's `-o`; the same as `name` where they say nothing. */
    readonly binary: string;
    /** The `dir` of its module. */
    readonly module: string;
    /** For `go build` in the module's folder, such as `./cmd/api` or `.`. */
    readonly package: string;
    /** Relative to the root, `''` for the root itself. */
    readonly dir: string;
    readonly cgo: boolean;
    readonly cgoReasons: readonly (Source & { readonly import: string })[];
    readonly ports: readonly Port[];
    readonly env: readonly EnvVariable[];
    readonly services: readonly { readonly kind: string; readonly import: string; readonly source: Source }[];
    readonly routes: readonly Route[];
    readonly embeds: readonly (Source & { readonly pattern: string })[];
    /** What has to be built before it compiles. */
    readonly frontends: readonly Frontend[];
    readonly needsCertificates: boolean;
    readonly needsTimezones: boolean;
    readonly needsShell: boolean;
    /** Folders that it writes, as the source names them, such as `data` or `/tmp`. */
    readonly writesFiles: readonly (Source & { readonly path: string })[];
    /** What it reads where it is started, as the source names it, such as `templates/*.html`: files that are not embedded. */
    readonly readsFiles: readonly (Source & {
        readonly path: string;
        readonly kind: 'template' | 'static' | 'migration' | 'file';
    })[];
    readonly grpc: boolean;
    readonly handlesSigterm: boolean;
    /** What ends it in good order where SIGTERM does not. */
    readonly stopSignal: 'SIGINT' | 'SIGQUIT' | null;
    readonly shutdownSeconds: number | null;
    /** For `-ldflags -X`, such as `main.version`. */
    readonly versionVariables: readonly string[];
    readonly loopbackOnly: boolean;
    /** What it is started with so that it serves, such as `serve`, where it does nothing without; mostly empty. */
    readonly arguments: readonly string[];
    /** What it is started with to ask itself whether it is well, such as `healthcheck`. */
    readonly healthArgument: (Source & { readonly argument: string }) | null;
    /** Whether it answers nobody without TLS. */
    readonly tlsOnly: boolean;
    /** Where the facts above with a bare boolean were read: why it needs certificates, time zones, a shell. */
    readonly reasons: readonly (Source & {
        readonly fact:
            | 'needsCertificates'
            | 'needsTimezones'
            | 'needsShell'
            | 'handlesSigterm'
            | 'grpc'
            // It answers `grpc.health.v1.Health/Check`.
            | 'grpcHealth'
            | 'loopbackOnly'
            // It serves only when it is started with these.
            | 'arguments'
            // It tells the commit that it was built from, as Go stamps it.
            | 'readsRevision';
        readonly because: string;
    })[];
}

export interface EnvVariable {
    readonly name: string;
    readonly default: string | null;
    /** Whether the program gives up where it is not set. */
    readonly required: boolean;
    readonly source: Source;
}

export interface Port {
    readonly port: number;
    readonly protocol: 'tcp' | 'udp';
    /** The environment variable that chooses it, where one does. */
    readonly env: string | null;
    /** Whether it can be reached from inside the container only. */
    readonly loopback: boolean;
    readonly source: Source;
}

export interface Route {
    readonly path: string;
    readonly kind: 'health' | 'ready' | 'metrics' | 'pprof' | 'other';
    readonly source: Source;
}

/** A package.json whose build fills a folder that a program embeds. */
export interface Frontend {
    /** The folder of package.json, relative to the root. */
    readonly dir: string;
    /** The embedded folder, which is not in the tree, relative to the root. */
    readonly output: string;
    /** The folder that the build fills: mostly the same. */
    readonly built: string;
    readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
    /** As package.json names it. */
    readonly packageManagerVersion: string | null;
    /** The version or range of Node, as .nvmrc, .node-version or package.json name it. */
    readonly nodeVersion: string | null;
    /** The lock file, in that folder or above it. */
    readonly lock: string | null;
    /** Whether a script runs when its packages are installed. */
    readonly installReadsSources: boolean;
    /** The `//go:embed` line. */
    readonly source: Source;
}
