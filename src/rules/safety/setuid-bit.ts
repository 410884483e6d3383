import { programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand, type ShellWord } from '../../dockerfile/shell';
import type { Span } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';
import { removeCommand } from '../shellEdits';

export const setuidBit: Rule = {
    id: 'setuid-bit',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'No program of the image runs with more rights than who starts it',
    why: 'A setuid program gives its owner’s rights, mostly those of root, to everybody who finds a fault in it. Clusters that forbid privilege escalation take the bit away.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY ping /bin/\nRUN chmod 4755 /bin/ping\n',
            good: 'FROM alpine:3.24\nCOPY ping /bin/\nRUN chmod 755 /bin/ping\n',
        },
    ],

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN'))
            for (const written of commandsOf(dockerfile, run)) {
                const found = findBit(unwrap(written));
                if (found === undefined) continue;
                const { word, plain } = found;
                const isPart = plain !== undefined && word.end - word.start === word.raw.length;
                const edits = isPart
                    ? [replaceSpan(dockerfile, word, word.raw.replace(word.value, plain))]
                    : removeCommand(dockerfile, run, written);
                yield {
                    message: `\`${written.name.value} ${word.value}\` gives everybody who starts the program ${found.what}`,
                    range: rangeOf(dockerfile, { start: written.start, end: word.end } satisfies Span),
                    profile: found.isRoot ? 'strict' : 'off',
                    fixes: edits.length === 0 ? [] : [{ title: 'Set no such bit', preferred: false, edits }],
                };
            }
    },
};

interface Found {
    readonly word: ShellWord;
    /** The mode without the bit. */
    readonly plain: string | undefined;
    readonly what: string;
    /** The bit for the group is mostly set on folders, whose files it then gives to the group. */
    readonly isRoot: boolean;
}

function findBit(command: ShellCommand): Found | undefined {
    const program = programOf(command)?.split('/').at(-1) ?? '';
    if (program === 'setcap') return capability(command);
    if (program !== 'chmod' && program !== 'install') return undefined;
    for (const [at, word] of command.args.entries()) {
        const isMode =
            program === 'chmod'
                ? !word.value.startsWith('-')
                : /^(?:-m|--mode)$/.test(command.args[at - 1]?.value ?? '');
        if (!isMode) continue;
        const [, bits, rest] = /^0?([2-7])([0-7]{3})$/.exec(word.value) ?? [];
        if (bits !== undefined && rest !== undefined) return described(word, rest, (Number(bits) & 4) !== 0);
        const [, whose] = /^([ugoa]*)[+=][rwxX]*s/.exec(word.value) ?? [];
        if (whose !== undefined) return described(word, undefined, whose === '' || /[ua]/.test(whose));
        if (program === 'chmod') return undefined;
    }
    return undefined;
}

function described(word: ShellWord, plain: string | undefined, isRoot: boolean): Found {
    return { word, plain, what: isRoot ? 'its owner’s rights' : 'its group’s rights', isRoot };
}

function capability({ args }: ShellCommand): Found | undefined {
    const word = args.find(({ value }) => /cap_\w+.*[=+][eip]+/i.test(value));
    return word && { word, plain: undefined, what: 'a right of root', isRoot: false };
}
