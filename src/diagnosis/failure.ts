import type { Fix } from '../rules/rule';

/** What is known of a build or container that failed; the editor and the command line fill it. */
export interface Failure {
    readonly phase: 'build' | 'start' | 'run' | 'engine';
    /** The last lines of the log or of the build's output, oldest first, bounded by the giver. */
    readonly lines: readonly string[];
    readonly exitCode: number | undefined;
    readonly oomKilled: boolean;
    /** The engine's own words where the start failed. */
    readonly engineError: string | undefined;
    readonly health: readonly { readonly exitCode: number; readonly output: string }[];
    readonly image: ImageFacts | undefined;
}

export interface ImageFacts {
    readonly reference: string;
    readonly arch: string;
    readonly entrypoint: readonly string[];
    /** Read from the Go binary inside, where one could be read. */
    readonly binary:
        | {
              readonly dynamic: boolean;
              readonly interpreter: string | undefined;
              readonly machine: string;
              readonly goVersion: string | undefined;
              readonly cgo: boolean | undefined;
          }
        | undefined;
}

/** A known failure, recognised. `line` is a zero-based index into `Failure.lines`, −1 where the evidence is an exit code or the engine's word. */
export interface Diagnosis {
    readonly id: string;
    readonly cause: string;
    readonly remedy: string;
    readonly evidence: { readonly line: number; readonly text: string };
    readonly fixes: readonly Fix[];
}

/** A failure of which nothing is known yet, to be spread under what is. */
export const unknownFailure: Failure = {
    phase: 'run',
    lines: [],
    exitCode: undefined,
    oomKilled: false,
    engineError: undefined,
    health: [],
    image: undefined,
};
