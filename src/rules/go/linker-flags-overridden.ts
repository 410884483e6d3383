import { rangeOf } from '../../dockerfile/positions';
import type { ShellWord } from '../../dockerfile/shell';
import { compiles, goCommandsOf, type GoCommand } from '../goCommands';
import { replaceSpan } from '../edits';
import type { Fix, Rule, Subject } from '../rule';

export const linkerFlagsOverridden: Rule = {
    id: 'linker-flags-overridden',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: '`-ldflags` and `-tags` are given once',
    why: 'The last one counts, and what the others say is lost without a word.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -ldflags="-s" -ldflags="-X main.version=1" -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod go build -ldflags="-s -X main.version=1" -o /app .\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage).filter(compiles))
                for (const name of ['ldflags', 'tags']) {
                    const words = flagWords(command, name);
                    for (const [index, { flag }] of words.slice(0, -1).entries()) {
                        yield {
                            message: `\`-${name}\` is given again behind this one, which says nothing any more`,
                            range: rangeOf(dockerfile, flag),
                            fixes: index === 0 && words.length === 2 ? join(subject, name, words) : [],
                        };
                    }
                }
    },
};

interface FlagWord {
    readonly flag: ShellWord;
    readonly value: ShellWord;
    readonly text: string;
}

/** Values that begin with a package pattern are for some packages only, and stand beside each other. */
function flagWords({ command: { args } }: GoCommand, name: string): FlagWord[] {
    const found: FlagWord[] = [];
    for (const [index, word] of args.entries()) {
        const isWhole = word.value === `-${name}` || word.value === `--${name}`;
        const next = args[index + 1];
        const prefix = /^--?(\w+)=/.exec(word.value);
        if (isWhole && next !== undefined) found.push({ flag: word, value: next, text: next.value });
        else if (prefix?.[1] === name)
            found.push({ flag: word, value: word, text: word.value.slice(prefix[0].length) });
    }
    return found.every(({ text }) => !/^[\w./]+=/.test(text)) ? found : [];
}

/** Both in one, in the place of the first, where both are written the same way. */
function join({ dockerfile }: Subject, name: string, [first, second]: readonly FlagWord[]): Fix[] {
    if (first === undefined || second === undefined || first.flag !== first.value || second.flag !== second.value)
        return [];
    const text = (word: FlagWord): string | undefined => /^--?\w+=(["'])(.*)\1$/s.exec(word.flag.raw)?.[2];
    const quote = /=(["'])/.exec(second.flag.raw)?.[1];
    const [one, two] = [text(first), text(second)];
    const isOneLine = [first, second].every(({ flag }) => flag.end - flag.start === flag.raw.length);
    if (one === undefined || two === undefined || quote === undefined || !isOneLine || !first.flag.raw.endsWith(quote))
        return [];
    const between = dockerfile.text.slice(first.flag.end, second.flag.start);
    if (!/^[ \t]+$/.test(between)) return [];
    const joined = `-${name}=${quote}${one}${name === 'tags' ? ',' : ' '}${two}${quote}`;
    const span = { start: first.flag.start, end: second.flag.end };
    return [{ title: `Give \`-${name}\` once`, preferred: true, edits: [replaceSpan(dockerfile, span, joined)] }];
}
