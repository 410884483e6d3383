/**
 * What the linter costs in a real editor: *Lint Workspace* among 30,000 files, and 500 open Dockerfiles; told as names of
 * tests. The files stand there before the editor starts, which would else be told of each of them meanwhile.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually, runTests, test } from '../host/harness';

const timeout = 300_000;
const tell = (line: string): void => {
    test(line, () => Promise.resolve());
};

export async function run(): Promise<void> {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const text = 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd/app\nMAINTAINER me\nCMD app\n';
    test(
        'lint workspace',
        async () => {
            for (const which of ['first', 'again']) {
                const { milliseconds, longest } = await measure(() =>
                    Promise.resolve(vscode.commands.executeCommand('gopherdock.lintWorkspace')),
                );
                tell(`lint workspace among 30,000 files, ${which}: ${milliseconds} ms, longest block ${longest} ms`);
            }
        },
        { timeout },
    );
    test(
        'open Dockerfiles',
        async () => {
            // of files that no tab shows the editor keeps fifty open, untitled ones it keeps all
            const judged = new Set<string>();
            const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
                for (const uri of uris) if (vscode.languages.getDiagnostics(uri).length > 0) judged.add(uri.toString());
            });
            const { milliseconds, longest } = await measure(async () => {
                for (let at = 0; at < 500; at++)
                    await vscode.workspace.openTextDocument({ language: 'dockerfile', content: text });
                await eventually(() => judged.size >= 500, 'findings in all of them', timeout);
            });
            listener.dispose();
            tell(`500 Dockerfiles opened and judged: ${milliseconds} ms, longest block ${longest} ms`);
            const again = await measure(async () => {
                await writeFile(join(root, 'go.mod'), 'module example.com/large\n\ngo 1.26\n');
                await new Promise((resolve) => setTimeout(resolve, 5000));
            });
            tell(`all judged again after go.mod changed: longest block ${again.longest} ms`);
        },
        { timeout },
    );
    await runTests();
}

/** How long it took, and the longest time in which the extension host did nothing else; in milliseconds. */
async function measure(action: () => Promise<unknown>): Promise<{ milliseconds: string; longest: string }> {
    const start = performance.now();
    let last = start;
    let longest = 0;
    const beat = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
    }, 1);
    try {
        await action();
    } finally {
        clearInterval(beat);
    }
    return { milliseconds: (performance.now() - start).toFixed(0), longest: longest.toFixed(0) };
}
