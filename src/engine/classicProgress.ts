import type { BuildEvent, BuildStep } from './build';
import { drawn, newStep, readLines, type ProgressReader } from './buildProgress';

/** Reads the classic builder: `Step 2/5 : RUN go build`, its output, ` ---> Using cache`, `Successfully built 0123456789ab`. */
export function classicProgress(): ProgressReader {
    let events: BuildEvent[] = [];
    let current: BuildStep | undefined;
    let error: string | undefined;

    const finish = (state: BuildStep['state']): void => {
        if (current?.state === 'running') events.push({ kind: 'step', step: { ...current, state } });
        current = undefined;
    };
    const takeLine = (printed: string): void => {
        // standard error is painted red; output without a last break is followed by the builder's own words at once
        const unpainted = printed.replaceAll('\u001b[91m', '').replaceAll('\u001b[0m', '');
        const [, output = unpainted, note] =
            /^(.+?)( ---> (?:Removed intermediate container )?[0-9a-f]{12})$/s.exec(unpainted) ?? [];
        takeWords(output);
        if (note !== undefined) takeWords(note);
    };
    const takeWords = (line: string): void => {
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
            if (isFinal(line)) {
                error = line;
                finish('failed');
            }
            events.push({ kind: 'line', step: current?.id, text: drawn(line) });
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

/** What the command says last of a build that fails; what stands before it is only output. */
function isFinal(line: string): boolean {
    return / returned a non-zero code: \d+$| requires BuildKit\b|^(?:Error response from daemon|unable to prepare context|failed to|COPY failed|ADD failed)\b/i.test(
        line,
    );
}
