import type { ShellCommand, ShellWord } from '../shell';
import type { Dockerfile, Instruction } from '../syntax';

/** The exec form as one command: its strings are the words, whatever they hold. */
export function execCommand(dockerfile: Dockerfile, { keyword, json }: Instruction): ShellCommand | undefined {
    if (json?.valid !== true || !['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(keyword)) return undefined;
    const [name, ...args] = json.items.map(({ start, end, value }): ShellWord => ({
        start,
        end,
        raw: dockerfile.text.slice(start, end),
        value,
        isLiteral: true,
    }));
    if (name === undefined) return undefined;
    const span = { start: json.start, end: json.end };
    return {
        ...span,
        name,
        args,
        assignments: [],
        redirections: [],
        element: { ...span, before: undefined, after: undefined, previous: undefined, next: undefined },
        isInPipe: false,
        pipesInto: undefined,
        within: [],
        source: 'exec',
    };
}
