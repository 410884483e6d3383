const largestObject = 16 * 1024 * 1024;

/**
 * Cuts a stream of JSON objects and lines of text into pieces: newer builders write one object a line, older ones indented objects one after the other,
 * and both put plain lines between them. Text is handed over in chunks of any size.
 */
export class JsonStream {
    readonly #onObject: (value: unknown) => void;
    readonly #onLine: (line: string) => void;
    #kept = '';
    /** Where to read on in `#kept`. */
    #position = 0;
    #depth = 0;
    #inText = false;

    constructor(onObject: (value: unknown) => void, onLine: (line: string) => void) {
        this.#onObject = onObject;
        this.#onLine = onLine;
    }

    add(chunk: string): void {
        this.#kept += chunk;
        while (this.#position < this.#kept.length) {
            if (this.#depth > 0) this.#readObject();
            else if (!this.#readStart()) return;
        }
        // an object without an end is no object
        if (this.#kept.length > largestObject) this.#giveUp();
    }

    end(): void {
        if (this.#kept.trim() !== '') this.#giveUp();
    }

    /** Between objects: skips blanks, starts an object at the beginning of a line, or gives out a line. */
    #readStart(): boolean {
        const blank = /^\s*/.exec(this.#kept)?.[0].length ?? 0;
        if (this.#kept[blank] === '{') {
            this.#kept = this.#kept.slice(blank);
            this.#depth = 1;
            this.#position = 1;
            return true;
        }
        const end = this.#kept.indexOf('\n');
        if (end < 0) return false;
        this.#line(this.#kept.slice(0, end));
        this.#kept = this.#kept.slice(end + 1);
        return this.#kept !== '';
    }

    #readObject(): void {
        const interesting = this.#inText ? /["\\]/g : /["{}]/g;
        interesting.lastIndex = this.#position;
        const match = interesting.exec(this.#kept);
        if (match === null) {
            this.#position = this.#kept.length;
            return;
        }
        const [character] = match;
        this.#position = match.index + 1;
        if (character === '\\') this.#position += 1;
        else if (character === '"') this.#inText = !this.#inText;
        else this.#depth += character === '{' ? 1 : -1;
        if (this.#depth > 0) return;
        const source = this.#kept.slice(0, this.#position);
        this.#kept = this.#kept.slice(this.#position);
        this.#position = 0;
        try {
            this.#onObject(JSON.parse(source));
        } catch {
            for (const line of source.split('\n')) this.#line(line);
        }
    }

    #giveUp(): void {
        for (const line of this.#kept.split('\n')) this.#line(line);
        this.#kept = '';
        this.#position = 0;
        this.#depth = 0;
        this.#inText = false;
    }

    #line(line: string): void {
        const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
        if (whole.trim() !== '') this.#onLine(whole);
    }
}
