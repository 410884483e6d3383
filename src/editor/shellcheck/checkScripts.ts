import { findProgram, type Environment } from '../../programs/findProgram';
import { runProgram } from '../../programs/runProgram';
import type { ShellScript } from '../../dockerfile/shellScript';
import type { CheckedScript } from './faults';
import { readReport, type Comment } from './report';

/** Asks the user's ShellCheck, and remembers its answers: while somebody types, only the script that changes is asked about. */
export interface ScriptChecker {
    /** `undefined` where there is no such program. Rejects when the signal aborts, and with a `ProgramError`. */
    check(scripts: readonly ShellScript[], options: CheckOptions): Promise<readonly CheckedScript[] | undefined>;
    /** After a change of what ShellCheck itself is configured by. */
    forget(): void;
}

interface CheckOptions {
    /** A name or a full path. */
    readonly program: string;
    /** Where ShellCheck looks for its `.shellcheckrc`. */
    readonly folder: string | undefined;
    readonly signal: AbortSignal;
}

const mostScripts = 300;
/** In UTF-16 units. */
const longestScript = 100_000;
const mostRemembered = 1000;
const mostAtOnce = 2;
const timeoutMilliseconds = 10_000;
const maxOutputLength = 2 << 20;

export function createScriptChecker(env: Environment): ScriptChecker {
    const answers = new Map<string, readonly Comment[]>();

    const ask = async (script: ShellScript, file: string, options: CheckOptions): Promise<readonly Comment[]> => {
        const args = ['--format=json1', `--shell=${script.dialect}`, `--exclude=${script.excluded.join(',')}`, '-'];
        const key = JSON.stringify([file, options.folder, args, script.text]);
        const known = answers.get(key);
        if (known !== undefined) return known;
        const { output, truncated } = await runProgram(file, args, {
            env,
            ...(options.folder !== undefined && { cwd: options.folder }),
            signal: options.signal,
            input: script.text,
            timeoutMilliseconds,
            maxOutputLength,
            expectedExitCodes: [0, 1],
        });
        const comments = truncated ? [] : readReport(output);
        answers.set(key, comments);
        const [oldest] = answers.keys();
        if (answers.size > mostRemembered && oldest !== undefined) answers.delete(oldest);
        return comments;
    };

    return {
        async check(scripts, options) {
            const file = await findProgram(options.program, env);
            if (file === undefined) return undefined;
            const waiting = scripts.slice(0, mostScripts).filter(({ text }) => text.length <= longestScript);
            const checked: CheckedScript[] = [];
            const work = async (): Promise<void> => {
                for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
                    options.signal.throwIfAborted();
                    checked.push({ script, comments: await ask(script, file, options) });
                }
            };
            await Promise.all(Array.from({ length: mostAtOnce }, work));
            return checked;
        },
        forget() {
            answers.clear();
        },
    };
}
