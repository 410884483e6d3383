import { lastInstruction } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, shellOf } from '../../dockerfile/shell';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { execFormFixes, isShellForm } from '../execForm';
import { blocksOf } from '../instructions';
import type { Alias, Fault, Profile, Rule } from '../rule';
import { lacksShell } from '../shellPresence';

export const jsonArgsRecommended: Rule = {
    id: 'json-args-recommended',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Programs are started in exec form',
    why: 'In shell form the program is a child of `/bin/sh`, which does not pass SIGTERM on: the container is killed after the grace period instead of shutting down.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nUSER 65532\nCMD /app --port 8080\n',
            good: 'FROM alpine:3.24\nUSER 65532\nCMD ["/app", "--port", "8080"]\n',
        },
    ],
    covers: ['hadolint:DL3025', 'buildkit:JSONArgsRecommended'],

    *check({ dockerfile }) {
        for (const { stage, instructions } of blocksOf(dockerfile))
            for (const instruction of instructions) {
                if (instruction.keyword === 'RUN') continue;
                if (instruction.json?.hasOtherValues === true) yield noStrings(dockerfile, instruction);
                if (!isShellForm(instruction)) continue;
                if (stage !== undefined && lacksShell(dockerfile, stage, instruction)) continue;
                yield {
                    message:
                        instruction.keyword === 'HEALTHCHECK'
                            ? '`HEALTHCHECK` in shell form starts a shell for every check'
                            : `\`${instruction.keyword}\` in shell form keeps signals from the program`,
                    range: rangeOf(dockerfile, instruction),
                    aliases: aliasesOf(dockerfile, stage, instruction),
                    profile: profileOf(dockerfile, stage, instruction),
                    fixes: execFormFixes(dockerfile, instruction, true),
                };
            }
    },
};

/** A builder refuses it, which is told elsewhere. */
function noStrings(dockerfile: Dockerfile, instruction: Instruction): Fault {
    return {
        message: `The array of \`${instruction.keyword}\` holds more than strings`,
        range: rangeOf(dockerfile, instruction),
        aliases: ['hadolint:DL3025'],
        profile: 'off',
    };
}

function aliasesOf(dockerfile: Dockerfile, stage: Stage | undefined, instruction: Instruction): Alias[] {
    const hasShell = stage !== undefined && lastInstruction(dockerfile, stage, 'SHELL', instruction) !== undefined;
    const isJudgedByBuilder = stage !== undefined && instruction.keyword !== 'HEALTHCHECK' && !hasShell;
    return isJudgedByBuilder ? ['hadolint:DL3025', 'buildkit:JSONArgsRecommended'] : ['hadolint:DL3025'];
}

/** A check needs no signals, a chosen SHELL is a decision, `exec` replaces the shell, and some commands need one. */
function profileOf(dockerfile: Dockerfile, stage: Stage | undefined, instruction: Instruction): Profile {
    const commands = commandsOf(dockerfile, instruction);
    const isChosen = stage !== undefined && lastInstruction(dockerfile, stage, 'SHELL', instruction) !== undefined;
    const isExec = commands.at(-1)?.name.value === 'exec';
    if (instruction.keyword === 'HEALTHCHECK' || isChosen || isExec) return 'off';
    const words = commands.flatMap(({ name, args }) => [name, ...args]);
    const needsShell =
        commands.length !== 1 ||
        shellOf(dockerfile, instruction).assignments.length > 0 ||
        commands.some(({ assignments, redirections }) => assignments.length + redirections.length > 0) ||
        words.some(({ isLiteral, raw }) => !isLiteral || /[*?[]/.test(raw));
    return needsShell ? 'strict' : 'recommended';
}
