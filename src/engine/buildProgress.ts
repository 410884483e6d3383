import { LineSplitter } from '../programs/lines';
import type { BuildEvent, BuildStep } from './build';
import { plain, text, type JsonObject } from './json';

/** Reads what a builder prints, chunk by chunk. */
export interface ProgressReader {
    read(chunk: string): readonly BuildEvent[];
    /** What is left at the end of the output. */
    end(): readonly BuildEvent[];
    /** The builder's last word on why it failed, where it said one. */
    readonly error: string | undefined;
}

const longestLine = 64 * 1024;

/** Output of one step, which comes in pieces of any size. */
export class StepOutput {
    readonly #step: string | undefined;
    #rest = '';

    constructor(step: string | undefined) {
        this.#step = step;
    }

    add(piece: string): BuildEvent[] {
        const lines = (this.#rest + piece).split('\n');
        this.#rest = (lines.pop() ?? '').slice(-longestLine);
        return lines.map((line) => this.#event(line));
    }

    end(): BuildEvent[] {
        const rest = this.#rest;
        this.#rest = '';
        return rest === '' ? [] : [this.#event(rest)];
    }

    #event(line: string): BuildEvent {
        return { kind: 'line', step: this.#step, text: drawn(line) };
    }
}

/** A progress bar draws over its line again and again: the last state is what a person saw. */
export function drawn(line: string): string {
    const whole = line.replace(/\r+$/, '');
    return whole.slice(whole.lastIndexOf('\r') + 1);
}

/** What BuildKit says of one step, laid over what it said before. */
export function mergeStep(before: BuildStep | undefined, vertex: JsonObject): BuildStep {
    const started = milliseconds(vertex['started']) ?? before?.started;
    // a step that starts again is no longer complete
    const completed =
        milliseconds(vertex['completed']) ?? (started === before?.started ? before?.completed : undefined);
    const error = text(vertex['error']) || before?.error;
    const isCached = vertex['cached'] === true || before?.state === 'cached';
    return {
        id: text(vertex['digest']) || (before?.id ?? ''),
        name: plain(vertex['name']) || (before?.name ?? ''),
        state: stateOf({ started, completed, error, isCached }),
        started,
        completed,
        error,
    };
}

function stateOf(step: {
    started: number | undefined;
    completed: number | undefined;
    error: string | undefined;
    isCached: boolean;
}): BuildStep['state'] {
    // when one step fails, BuildKit cancels its siblings, and says so only in their error
    if (step.error !== undefined) return step.error.includes('context canceled') ? 'cancelled' : 'failed';
    if (step.isCached) return 'cached';
    if (step.completed !== undefined) return 'done';
    return step.started === undefined ? 'waiting' : 'running';
}

function milliseconds(time: unknown): number | undefined {
    const parsed = Date.parse(text(time));
    return Number.isNaN(parsed) ? undefined : parsed;
}

export function newStep(id: string): BuildStep {
    return { id, name: '', state: 'waiting', started: undefined, completed: undefined, error: undefined };
}

/** A reader over lines: `take` answers, and forgets, what `takeLine` made of them. */
export function readLines(
    takeLine: (line: string) => void,
    error: () => string | undefined,
    take: () => readonly BuildEvent[],
): ProgressReader {
    const lines = new LineSplitter(takeLine);
    return {
        read: (chunk) => {
            lines.add(chunk);
            return take();
        },
        end: () => {
            lines.end();
            return take();
        },
        get error() {
            return error();
        },
    };
}
