const longestLine = 64 * 1024;

/** Cuts chunks of text into lines without their breaks (`\n`, `\r\n`); a line that never ends is cut at 64 Ki. */
export class LineSplitter {
    #rest = '';
    readonly #onLine: (line: string) => void;

    constructor(onLine: (line: string) => void) {
        this.#onLine = onLine;
    }

    add(text: string): void {
        let start = 0;
        for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            this.#emit(this.#rest + text.slice(start, end));
            this.#rest = '';
            start = end + 1;
        }
        this.#rest += text.slice(start);
        while (this.#rest.length > longestLine) {
            this.#onLine(this.#rest.slice(0, longestLine));
            this.#rest = this.#rest.slice(longestLine);
        }
    }

    /** Gives out a last line that had no break. */
    end(): void {
        if (this.#rest !== '') this.#emit(this.#rest);
        this.#rest = '';
    }

    #emit(line: string): void {
        this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
}
