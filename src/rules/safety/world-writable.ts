import { programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellWord } from '../../dockerfile/shell';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/syntax';
import { replaceSpan, textOf } from '../edits';
import { finalLineage } from '../finalLineage';
import { instructionsOf } from '../instructions';
import type { Fault, Profile, Rule } from '../rule';

export const worldWritable: Rule = {
    id: 'world-writable',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'Nobody but its user writes to what a program runs',
    why: 'With mode 777 any process in the container can replace a program or a script, and the next start runs that. Give a folder that is written to its user with `--chown`.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY run.sh /\nRUN chmod 777 /run.sh\n',
            good: 'FROM alpine:3.24\nCOPY run.sh /\nRUN chmod 755 /run.sh\n',
        },
    ],

    *check({ dockerfile }) {
        const shipped = finalLineage(dockerfile);
        for (const instruction of instructionsOf(dockerfile, 'RUN', 'COPY', 'ADD')) {
            const profile = shipped.has(instruction.stage) ? 'strict' : 'off';
            for (const mode of modesOf(dockerfile, instruction)) {
                const tighter = tighten(mode.value);
                if (tighter !== undefined) yield faultAt(dockerfile, mode, tighter, profile);
            }
        }
    },
};

interface Mode extends Span {
    readonly value: string;
}

function modesOf(dockerfile: Dockerfile, instruction: Instruction): Mode[] {
    if (instruction.keyword !== 'RUN')
        return instruction.flags.flatMap(({ name, value }) => (name === 'chmod' && value !== undefined ? [value] : []));
    return commandsOf(dockerfile, instruction).flatMap((written) => {
        const command = unwrap(written);
        const isChmod = programOf(command)?.split('/').at(-1) === 'chmod';
        const mode = isChmod ? command.args.find(isMode) : undefined;
        return mode === undefined ? [] : [mode];
    });
}

function isMode({ value }: ShellWord): boolean {
    return !/^-[A-Za-z-]*$/.test(value);
}

/** The mode without writing for others; one that nobody need tighten is given none. With the sticky bit a folder is as `/tmp`. */
function tighten(mode: string): string | undefined {
    const [, special = '', owner = '', group = '', others] = /^([0-7])?([0-7])([0-7])([2367])$/.exec(mode) ?? [];
    if (others !== undefined) {
        if ((Number(special) & 1) !== 0) return undefined;
        const isOpen = owner === group && group === others;
        return `${special}${owner}${isOpen ? Number(group) & 5 : group}${Number(others) & 5}`;
    }
    const [, whose = '', operator = '', rights = ''] = /^([ugoa]*)([+=])([rwxX]+)$/.exec(mode) ?? [];
    if (!/[oa]/.test(whose) || !rights.includes('w')) return undefined;
    return `u${operator}${rights}`;
}

function faultAt(dockerfile: Dockerfile, mode: Mode, tighter: string, profile: Profile): Fault {
    const written = textOf(dockerfile, mode);
    const at = written.indexOf(mode.value);
    const start = mode.start + at;
    const edits = [replaceSpan(dockerfile, { start, end: start + mode.value.length }, tighter)];
    return {
        message: `Mode \`${mode.value}\` lets everybody write`,
        range: rangeOf(dockerfile, mode),
        profile,
        fixes: at === -1 ? [] : [{ title: `Use \`${tighter}\``, preferred: false, edits }],
    };
}
