import type { ShellCommand, ShellWord } from '../shell';
import { elementAlone } from './readCommand';
import type { Dockerfile, Instruction } from '../syntax';

/** The exec form as one command: its strings are the words, whatever they hold. */
export function execCommand(dockerfile: Dockerfile, { json }: Instruction): ShellCommand | undefined {
    if (json?.valid !== true) return undefined;
    const [name, ...args] = json.items.map(({ start, end, value }): ShellWord => ({
        start,
        end,
        raw: dockerfile.text.slice(start, end),
        value,
        isLiteral: true,
    }));
    if (name === undefined) return undefined;
    return {
        start: json.start,
        end: json.end,
        name,
        args,
        assignments: [],
        redirections: [],
        element: elementAlone(json.start, json.end),
        isInPipe: false,
        pipesInto: undefined,
        within: [],
        source: 'exec',
    };
}
