import type { Project } from '../project/project';
import type { Fix } from '../rules/rule';
import type { Failure } from './failure';

/** A known failure: how it shows, what causes it and what to do. One file, one failure; the id is the file's name. */
export interface Signature {
    readonly id: string;
    /** What has happened, in one sentence without a full stop. */
    readonly summary: string;
    /** Where it can show itself. */
    readonly phases: readonly Failure['phase'][];
    /** Tried on every readable line of the log, the engine's words and the health probe's output; or a look at the facts as a whole. */
    readonly shows: RegExp | ((failure: Failure) => Match | undefined);
    /** `undefined` where the facts speak against it. */
    explain(match: Match, failure: Failure, project: Project | undefined): Explanation | undefined;
    /** Each is recognised, and as nothing else. */
    readonly examples: readonly Partial<Failure>[];
}

/** Where a signature shows: `line` and `text` as in a diagnosis, `groups` those of its regular expression, the first at 1. */
export interface Match {
    readonly line: number;
    readonly text: string;
    readonly groups: readonly (string | undefined)[];
}

interface Explanation {
    readonly likelihood: Likelihood;
    /** Why it failed, in sentences for a person. */
    readonly cause: string;
    /** What to do, in the imperative. */
    readonly remedy: string;
    readonly fixes?: readonly Fix[];
}

/** `certain`: the facts prove it; `likely`: it nearly always means this; `possible`: other causes look the same. */
export type Likelihood = 'certain' | 'likely' | 'possible';
