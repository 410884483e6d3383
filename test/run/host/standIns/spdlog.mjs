/** In place of `@vscode/spdlog`, which is native code: output channels write through it, and stay empty without it. Files are not rotated. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
    #file;
    #level = 2;
    #raw = false;

    constructor(_type, _name, file) {
        this.#file = file;
    }

    trace = (message) => this.#write(0, message);
    debug = (message) => this.#write(1, message);
    info = (message) => this.#write(2, message);
    warn = (message) => this.#write(3, message);
    error = (message) => this.#write(4, message);
    critical = (message) => this.#write(5, message);

    getLevel() {
        return this.#level;
    }

    setLevel(level) {
        this.#level = level;
    }

    clearFormatters() {
        this.#raw = true;
    }

    setPattern() {
        this.#raw = false;
    }

    flush() {}
    drop() {}

    #write(level, message) {
        if (level < this.#level) return;
        const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
        try {
            appendFileSync(this.#file, this.#raw ? message : `${time} [${levels[level]}] ${message}\n`);
        } catch {
            // its folder went with the window that it belonged to
        }
    }
}

async function createRotatingLogger(name, file) {
    mkdirSync(dirname(file), { recursive: true });
    return new Logger('rotating', name, file);
}

const setLevel = () => {};
export {
    createRotatingLogger as createAsyncRotatingLogger,
    createRotatingLogger,
    Logger,
    setLevel,
    setLevel as setFlushOn,
};
export const version = 1;
