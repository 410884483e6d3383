import type { EngineEvent } from './engine';
import { number, object, parseJson, plain, text, textRecord } from './json';

export type ObjectEvent = Extract<EngineEvent, { readonly time: bigint }>;

const kinds = ['container', 'image', 'network', 'volume'] as const;

/** One line of the engine's event stream; `undefined` for what is no event or of no kind that is shown. */
export function readEvent(line: string): ObjectEvent | undefined {
    const value = object(parseJson(line));
    const kind = kinds.find((known) => known === value['Type']);
    if (kind === undefined) return undefined;
    const actor = object(value['Actor']);
    return {
        kind,
        action: readAction(kind, plain(value['Action'] ?? value['status'])),
        id: text(actor['ID'] ?? value['id']),
        time: readTime(line, value['time']),
        attributes: textRecord(actor['Attributes']),
    };
}

/** Podman has words of its own for some. */
function readAction(kind: ObjectEvent['kind'], action: string): string {
    if (action === 'died') return 'die';
    if (action === 'remove') return kind === 'image' ? 'delete' : 'destroy';
    return action;
}

/** Nanoseconds do not fit a JavaScript number, so they are read from the line's text; it may name them inside an attribute too, hence the last. */
function readTime(line: string, seconds: unknown): bigint {
    const nanoseconds = [...line.matchAll(/"timeNano":(\d{1,20})/g)].at(-1)?.[1];
    return nanoseconds === undefined ? BigInt(Math.trunc(number(seconds))) * 1_000_000_000n : BigInt(nanoseconds);
}

/** A moment as the engine takes it in `since`: seconds with nine decimals. */
export function sinceParameter(nanoseconds: bigint): string {
    const seconds = nanoseconds / 1_000_000_000n;
    return `${seconds}.${(nanoseconds % 1_000_000_000n).toString().padStart(9, '0')}`;
}

const longestLine = 4 * 1024 * 1024;

/** Cuts the event stream into its lines, of which each is one event. */
export class EventLines {
    #rest = '';
    readonly #onLine: (line: string) => void;

    constructor(onLine: (line: string) => void) {
        this.#onLine = onLine;
    }

    get tooLong(): boolean {
        return this.#rest.length > longestLine;
    }

    add(text: string): void {
        const lines = (this.#rest + text).split('\n');
        this.#rest = lines.pop() ?? '';
        for (const line of lines) if (line.trim() !== '') this.#onLine(line);
    }
}
