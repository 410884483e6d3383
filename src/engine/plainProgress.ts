import type { BuildEvent, BuildStep } from './build';
import { drawn, newStep, readLines, type ProgressReader } from './buildProgress';

/** Reads `docker buildx build --progress=plain`: lines such as `#5 [build 2/4] RUN go build`, `#5 0.312 text`, `#5 DONE 0.5s`. */
export function plainProgress(): ProgressReader {
    const steps = new Map<string, BuildStep>();
    let events: BuildEvent[] = [];
    let error: string | undefined;

    const update = (id: string, change: Partial<BuildStep>): void => {
        const before = steps.get(id) ?? newStep(id);
        const step = { ...before, ...change };
        steps.set(id, step);
        events.push({ kind: 'step', step });
    };
    const takeLine = (line: string): void => {
        // number 0 is the builder speaking of itself
        const [, id, rest = ''] = /^#([1-9]\d*) (.*)$/s.exec(line) ?? [];
        if (id === undefined) {
            const [, words] = /^ERROR: (.*)$/.exec(line) ?? [];
            if (words !== undefined) error = words;
            if (line.trim() !== '') events.push({ kind: 'line', step: undefined, text: line });
            return;
        }
        const [, output] = /^\d+\.\d+ (.*)$/s.exec(rest) ?? [];
        const [, failure] = /^ERROR: (.*)$/.exec(rest) ?? [];
        if (output !== undefined) events.push({ kind: 'line', step: id, text: drawn(output) });
        else if (failure !== undefined) update(id, { state: 'failed', error: failure });
        else if (/^DONE \d/.test(rest)) update(id, { state: 'done' });
        else if (rest === 'CACHED') update(id, { state: 'cached' });
        else if (rest === 'CANCELED') update(id, { state: 'cancelled' });
        else if (!steps.has(id)) update(id, { name: rest, state: 'running' });
        else if (rest !== '...' && rest !== steps.get(id)?.name) events.push({ kind: 'line', step: id, text: rest });
    };
    return readLines(
        takeLine,
        () => error,
        () => {
            const taken = events;
            events = [];
            return taken;
        },
    );
}
