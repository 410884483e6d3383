import * as vscode from 'vscode';
import type { BuildEvent, BuildStep } from '../../engine/build';

/** The log of builds, as an output of its own that appears with the first build. */
export interface BuildOutput {
    /** Begins a build; the log of the one before stays above. */
    begin(title: string): BuildLog;
    show(): void;
    dispose(): void;
}

export interface BuildLog {
    add(event: BuildEvent): void;
    end(words: string): void;
}

export function createBuildOutput(): BuildOutput {
    let channel: vscode.OutputChannel | undefined;
    const open = (): vscode.OutputChannel =>
        (channel ??= vscode.window.createOutputChannel('Gopherdock: build', 'log'));
    return {
        begin(title) {
            const output = open();
            output.appendLine(`${new Date().toLocaleTimeString()} ${title}`);
            output.show(true);
            return createBuildLog(output);
        },
        show: () => {
            open().show(true);
        },
        dispose: () => {
            channel?.dispose();
        },
    };
}

/** Steps run side by side: a line stands below the name of its step, which is repeated where another one came between. */
function createBuildLog(output: vscode.OutputChannel): BuildLog {
    const steps = new Map<string, BuildStep>();
    let current: string | undefined;
    const head = (id: string | undefined): void => {
        if (id === current) return;
        current = id;
        const step = id === undefined ? undefined : steps.get(id);
        if (step !== undefined) output.appendLine(step.name);
    };
    return {
        add(event) {
            if (event.kind === 'line') {
                head(event.step);
                output.appendLine(event.step === undefined ? event.text : `    ${event.text}`);
            } else if (event.kind === 'step') {
                const { step } = event;
                const before = steps.get(step.id)?.state;
                steps.set(step.id, step);
                if (before === step.state || step.state === 'waiting') return;
                if (step.state === 'running') head(step.id);
                else {
                    output.appendLine(stepEnd(step));
                    current = undefined;
                }
            }
        },
        end(words) {
            output.appendLine(words);
            output.appendLine('');
        },
    };
}

function stepEnd({ name, state, started, completed, error }: BuildStep): string {
    const seconds =
        started === undefined || completed === undefined || state === 'cached'
            ? ''
            : ` ${((completed - started) / 1000).toFixed(1)} s`;
    return `${name}: ${state}${seconds}${error === undefined ? '' : `: ${error}`}`;
}
