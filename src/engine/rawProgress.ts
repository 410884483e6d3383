import type { BuildEvent, BuildStep } from './build';
import { mergeStep, StepOutput, type ProgressReader } from './buildProgress';
import { list, object, text } from './json';
import { JsonStream } from './jsonStream';

/** Reads `docker buildx build --progress=rawjson`: BuildKit's own status messages as JSON, plain lines between them. */
export function rawProgress(): ProgressReader {
    const steps = new Map<string, BuildStep>();
    const outputs = new Map<string, StepOutput>();
    let events: BuildEvent[] = [];
    let error: string | undefined;

    const takeVertex = (value: unknown): void => {
        const vertex = object(value);
        const id = text(vertex['digest']);
        if (id === '') return;
        const before = steps.get(id);
        const step = mergeStep(before, vertex);
        steps.set(id, step);
        if (JSON.stringify(step) !== JSON.stringify(before)) events.push({ kind: 'step', step });
    };
    const takeOutput = (value: unknown): void => {
        const { vertex, data } = object(value);
        const id = text(vertex);
        const output = outputs.get(id) ?? new StepOutput(id);
        outputs.set(id, output);
        events.push(...output.add(decodeBase64(text(data))));
    };
    /** What a step wrote last may have no line break. */
    const endOutput = (value: unknown): void => {
        const id = text(object(value)['digest']);
        if (steps.get(id)?.completed !== undefined) events.push(...(outputs.get(id)?.end() ?? []));
    };
    const takeWarning = (value: unknown): void => {
        const { vertex, short } = object(value);
        const words = decodeBase64(text(short));
        if (words !== '') events.push({ kind: 'line', step: text(vertex) || undefined, text: `warning: ${words}` });
    };
    const takeObject = (value: unknown): void => {
        const status = object(value);
        list(status['vertexes']).forEach(takeVertex);
        list(status['logs']).forEach(takeOutput);
        list(status['warnings']).forEach(takeWarning);
        list(status['vertexes']).forEach(endOutput);
    };
    const takeLine = (line: string): void => {
        const [, words] = /^ERROR: (.*)$/.exec(line) ?? [];
        if (words !== undefined) error = words;
        events.push({ kind: 'line', step: undefined, text: line });
    };
    const stream = new JsonStream(takeObject, takeLine);
    const take = (): readonly BuildEvent[] => {
        const taken = events;
        events = [];
        return taken;
    };
    return {
        read: (chunk) => {
            stream.add(chunk);
            return take();
        },
        end: () => {
            stream.end();
            for (const output of outputs.values()) events.push(...output.end());
            return take();
        },
        get error() {
            return error;
        },
    };
}

/** Pieces may be cut inside a character, which then shows as a replacement: BuildKit cuts at lines in practice. */
function decodeBase64(data: string): string {
    return Buffer.from(data, 'base64').toString('utf8');
}
