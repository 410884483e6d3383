import type { Escape } from '../syntax';

/** What one word says; all offsets count in the scanned text. */
export interface ScannedWord {
    /** Without quotes and escapes, variables as written. */
    readonly value: string;
    /** The pair of quotes around the whole word. */
    readonly quote: '"' | "'" | undefined;
    readonly references: readonly ScannedReference[];
    readonly problems: readonly ScanProblem[];
}

export interface ScannedReference {
    readonly start: number;
    end: number;
    /** Where it stands in the word's value, as long there as in the text; `undefined` inside another's operand. */
    valueStart: number | undefined;
    readonly name: string;
    readonly nameStart: number;
    readonly operator: string | undefined;
    operand: string | undefined;
}

/** Why a builder cannot expand the word. */
export interface ScanProblem {
    /** What is not closed, or which operator is not known. */
    readonly subject: 'quote' | 'reference' | 'operator';
    readonly start: number;
    readonly end: number;
    readonly message: string;
}

/**
 * Reads quotes, escapes and references in one pass over `[start, end)`, without recursion.
 * `quotes` is false where quotes are ordinary characters, as in a here-document's body.
 */
export function scanWord(text: string, start: number, end: number, escape: Escape, quotes = true): ScannedWord {
    return new WordScanner(text, start, end, escape, quotes).scan();
}

/** A double quote that is still open, or a reference whose operand is. */
type Frame = { readonly start: number } & (
    { readonly reference: undefined } | { readonly reference: ScannedReference; readonly operandStart: number }
);

const operators = [':-', ':+', ':?', '##', '%%', '//', '-', '+', '?', '#', '%', '/'];
const namePattern = /[\p{L}_][\p{L}\p{N}_]*|[0-9]+|[@*#?$!-]/uy;

class WordScanner {
    private readonly text: string;
    private readonly start: number;
    private readonly end: number;
    private readonly escape: Escape;
    private readonly quotes: boolean;
    private readonly references: ScannedReference[] = [];
    private readonly problems: ScanProblem[] = [];
    private readonly frames: Frame[] = [];
    private openReferences = 0;
    private value = '';
    private enclosing: '"' | "'" | undefined;
    private at: number;
    /** Where the text starts that is not yet part of `value`. */
    private pending: number;

    constructor(text: string, start: number, end: number, escape: Escape, quotes: boolean) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.escape = escape;
        this.quotes = quotes;
        this.at = start;
        this.pending = start;
    }

    scan(): ScannedWord {
        while (this.at < this.end) {
            const character = this.text[this.at];
            const frame = this.frames.at(-1);
            const inDoubleQuotes = frame !== undefined && frame.reference === undefined;
            if (character === this.escape) this.scanEscape(inDoubleQuotes);
            else if (this.quotes && character === "'" && !inDoubleQuotes) this.scanSingleQuotes();
            else if (this.quotes && character === '"') this.scanDoubleQuote(inDoubleQuotes ? frame : undefined);
            else if (character === '$') this.scanReference();
            else {
                if (character === '}' && frame?.reference !== undefined) this.closeReference(frame);
                this.at++;
            }
        }
        this.closeFrames();
        this.drop(this.end, this.end);
        const { value, enclosing, references, problems } = this;
        return { value, quote: enclosing, references, problems };
    }

    /** Leaves `[from, to)` out of the value; a reference's operand stays as written. */
    private drop(from: number, to: number): void {
        if (this.openReferences > 0) return;
        this.value += this.text.slice(this.pending, from);
        this.pending = to;
    }

    private complain(subject: ScanProblem['subject'], start: number, end: number, message: string): void {
        this.problems.push({ subject, start, end, message });
    }

    private scanEscape(inDoubleQuotes: boolean): void {
        const next = this.at + 1 < this.end ? this.text[this.at + 1] : undefined;
        if (!inDoubleQuotes || next === '"' || next === '$' || next === this.escape) this.drop(this.at, this.at + 1);
        this.at += 2;
    }

    private scanSingleQuotes(): void {
        const open = this.at;
        let close = open + 1;
        while (close < this.end && this.text[close] !== "'") close++;
        if (close >= this.end) this.complain('quote', open, this.end, 'A single quote is not closed');
        else if (open === this.start && close === this.end - 1) this.enclosing = "'";
        this.drop(open, open + 1);
        this.drop(close, close + 1);
        this.at = close + 1;
    }

    private scanDoubleQuote(opening: Frame | undefined): void {
        this.drop(this.at, this.at + 1);
        if (opening === undefined) this.frames.push({ start: this.at, reference: undefined });
        else {
            this.frames.pop();
            if (opening.start === this.start && this.at === this.end - 1) this.enclosing = '"';
        }
        this.at++;
    }

    private scanReference(): void {
        const start = this.at;
        const reference = readReference(this.text, start, this.end);
        if (reference === undefined) {
            if (this.text[start + 1] === '{')
                this.complain('reference', start, this.end, 'A `${` is followed by no name');
            this.at++;
            return;
        }
        if (this.openReferences === 0) reference.valueStart = this.value.length + start - this.pending;
        this.references.push(reference);
        this.at = reference.end;
        if (this.text[start + 1] !== '{' || this.text[this.at - 1] === '}') return;
        const { operator } = reference;
        if (operator !== undefined && !operators.includes(operator))
            this.complain('operator', start, this.at, `\`${operator}\` is no operator that a builder knows`);
        this.openReferences++;
        this.frames.push({ start, reference, operandStart: this.at });
    }

    private closeReference({ reference, operandStart }: Extract<Frame, { reference: object }>): void {
        this.frames.pop();
        this.openReferences--;
        reference.end = this.at + 1;
        reference.operand = this.text.slice(operandStart, this.at);
    }

    /** Whatever is open where the word ends runs to its end. */
    private closeFrames(): void {
        for (const frame of this.frames) {
            if (frame.reference === undefined)
                this.complain('quote', frame.start, this.end, 'A double quote is not closed');
            else {
                this.complain('reference', frame.start, this.end, 'A `${` is not closed by `}`');
                frame.reference.end = this.end;
                frame.reference.operand = this.text.slice(frame.operandStart, this.end);
            }
        }
        this.openReferences = 0;
    }
}

/** The reference at a `$`, up to its operator where it has one; `undefined` for a `$` that stands for itself. */
function readReference(text: string, start: number, end: number): ScannedReference | undefined {
    const braced = text[start + 1] === '{';
    const nameStart = start + (braced ? 2 : 1);
    namePattern.lastIndex = nameStart;
    const name = namePattern.exec(text)?.[0];
    if (name === undefined || nameStart + name.length > end) return undefined;
    const nameEnd = nameStart + name.length;
    const isClosed = text[nameEnd] === '}' && nameEnd < end;
    const operator = braced && !isClosed && nameEnd < end ? readOperator(text.slice(nameEnd, nameEnd + 2)) : undefined;
    return {
        start,
        end: nameEnd + (operator?.length ?? (braced && isClosed ? 1 : 0)),
        valueStart: undefined,
        name,
        nameStart,
        operator,
        operand: undefined,
    };
}

/** The operator at the start of `written`; of one that no builder knows, what shows it. */
function readOperator(written: string): string {
    return operators.find((known) => written.startsWith(known)) ?? written.slice(0, written.startsWith(':') ? 2 : 1);
}
