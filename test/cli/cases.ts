import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { runCommandLine } from '../../src/cli/runCommandLine';
import type { Terminal } from '../../src/cli/terminal';

export interface Outcome {
    readonly exitCode: number;
    readonly output: string;
    readonly errors: string;
}

/** Runs a command in this process, in a folder and with a standard input of the test's choice. */
export async function runIn(
    folder: string,
    args: readonly string[],
    { input = '', colours = false, env = {} }: { input?: string; colours?: boolean; env?: Terminal['env'] } = {},
): Promise<Outcome> {
    let output = '';
    let errors = '';
    const exitCode = await runCommandLine(args, {
        folder,
        env,
        colours,
        input: chunksOf(input),
        write: (text) => {
            output += text;
        },
        complain: (message) => {
            errors += `${message}\n`;
        },
    });
    return { exitCode, output, errors };
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream is read asynchronously even where it is all there
async function* chunksOf(text: string): AsyncIterable<Uint8Array> {
    yield Buffer.from(text);
}

/** A folder of its own for a test, with files in it; it is gone after the test. */
export function folderOf(t: TestContext, files: Readonly<Record<string, string>> = {}): string {
    const folder = mkdtempSync(path.join(tmpdir(), 'gopherdock-cli-'));
    t.after(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
    }
    return folder;
}

/** All files below a folder, path to text. */
export function readFolder(folder: string): Record<string, string> {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    const files = names.filter((name) => statSync(path.join(folder, name)).isFile());
    return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** A text with `-- name --` lines before each file; what stands before the first is answered as `head`. */
export function readArchive(text: string): { head: string; files: Record<string, string> } {
    const [head = '', ...parts] = text.split(/^-- (.+) --\n/m);
    const files: Record<string, string> = {};
    for (let at = 0; at < parts.length; at += 2) files[parts[at] ?? ''] = parts[at + 1] ?? '';
    return { head, files };
}

export function assertSucceeded({ exitCode, errors }: Outcome): void {
    assert.equal(errors, '');
    assert.equal(exitCode, 0);
}
