import type { BuildEvent, BuildStep } from './build';
import { newStep, readLines, type ProgressReader } from './buildProgress';

/** Reads the classic builder: `Step 2/5 : RUN go build`, its output, ` ---> Using cache`, `Successfully built 0123456789ab`. */
export function classicProgress(): ProgressReader {
    let events: BuildEvent[] = [];
    let current: BuildStep | undefined;
    let error: string | undefined;

    const finish = (state: BuildStep['state']): void => {
        if (current?.state === 'running') events.push({ kind: 'step', step: { ...current, state } });
        current = undefined;
    };
    const takeLine = (line: string): void => {
        const [, number, total, instruction = ''] = /^Step (\d+)\/(\d+) : (.*)$/.exec(line) ?? [];
        if (number !== undefined && total !== undefined) {
            finish('done');
            current = { ...newStep(number), name: `[${number}/${total}] ${instruction}`, state: 'running' };
            events.push({ kind: 'step', step: current });
        } else if (/^ ---> Using cache$/.test(line)) {
            finish('cached');
        } else if (/^Successfully built /.test(line)) {
            finish('done');
        } else if (line.trim() !== '' && !/^ ---> /.test(line)) {
            error = line;
            events.push({ kind: 'line', step: current?.id, text: line });
        }
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
