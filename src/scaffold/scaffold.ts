import type { Source } from '../project/project';

export type FileKind = 'dockerfile' | 'dockerignore' | 'compose' | 'debug' | 'kubernetes' | 'monitoring' | 'ci';

/** The kinds that can be scaffolded. */
export const availableFiles: readonly FileKind[] = ['dockerfile', 'dockerignore', 'compose', 'debug', 'ci'];

/** What a person may decide otherwise than we would; absent means: our default for this project. */
export interface Choices {
    readonly files: readonly FileKind[];
    /** Names of commands; empty means all. */
    readonly commands: readonly string[];
    /** The name of a `RuntimeBase`, for the final stage. */
    readonly base: string | undefined;
    readonly set: Readonly<Record<string, string>>;
}

/** A file as it should be, before it is compared with the disk. */
export interface ScaffoldedFile {
    /** Relative to the project's root. */
    readonly path: string;
    readonly text: string;
    readonly reasons: readonly Reason[];
}

/** "distroless/static, because no cgo and it uses TLS (main.go:12)". */
export interface Reason {
    readonly what: string;
    readonly because: string;
    readonly source: Source | null;
}

/** A scaffolded file held against what is there. */
export interface ProposedFile extends ScaffoldedFile {
    /** `conflict`: edited since we wrote it, or not ours. */
    readonly action: 'create' | 'update' | 'unchanged' | 'conflict';
}
