import { lastInstruction, workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { definitionAt, resolve } from '../../dockerfile/variables';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { blocksOf } from '../instructions';
import type { Alias, Fix, Profile, Rule } from '../rule';

export const relativeWorkdir: Rule = {
    id: 'relative-workdir',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: '`WORKDIR` names an absolute path',
    why: 'A relative path starts where the base image happens to be, which may change with it.',
    examples: [{ bad: 'FROM golang:1.27\nWORKDIR app\n', good: 'FROM golang:1.27\nWORKDIR /go/app\n' }],
    covers: ['hadolint:DL3000', 'buildkit:WorkdirRelativePath', 'trivy:DS-0009', 'checkov:CKV_DOCKER_10'],

    *check({ dockerfile }) {
        for (const { stage, instructions } of blocksOf(dockerfile)) {
            const firstOwn = instructions.find(({ keyword }) => keyword === 'WORKDIR');
            const isInherited =
                stage === undefined ||
                (firstOwn !== undefined && lastInstruction(dockerfile, stage, 'WORKDIR', firstOwn) !== undefined);
            for (const [index, instruction] of instructions.entries()) {
                if (instruction.keyword !== 'WORKDIR' || instruction.words.length === 0) continue;
                const isFirst = instruction === firstOwn && !isInherited;
                const aliases = aliasesOf(dockerfile, instruction, isFirst);
                if (aliases.length === 0) continue;
                const raw = dockerfile.text.slice(instruction.body.start, instruction.body.end);
                yield {
                    message: `\`${raw}\` is relative to ${isFirst ? 'the working directory of the base image' : 'the working directory before it'}`,
                    range: rangeOf(dockerfile, instruction.body),
                    aliases,
                    // below an absolute one it is well defined
                    profile: profileOf(instruction, isFirst && aliases.includes('buildkit:WorkdirRelativePath')),
                    fixes: stage === undefined ? [] : fixesOf(dockerfile, stage, index),
                };
            }
        }
    },
};

function profileOf({ words }: Instruction, isFirst: boolean): Profile {
    if (!isFirst) return 'strict';
    return words.some(({ variables }) => variables.length > 0) ? 'off' : 'recommended';
}

function aliasesOf(dockerfile: Dockerfile, instruction: Instruction, isFirst: boolean): Alias[] {
    const { words } = instruction;
    const raw = words.map((word) => word.raw).join(' ');
    const path = raw.replace(/^(["'])(.*)\1$/, '$2');
    const expanded = words.map((word) => resolve(dockerfile, word, instruction));
    const isKnown = expanded.every(({ isComplete }) => isComplete);
    // what an ARG without default holds is nothing, until somebody gives it
    const isRelative = isKnown
        ? !expanded
              .map(({ value }) => value)
              .join(' ')
              .startsWith('/')
        : startsEmpty(dockerfile, instruction);
    return [
        ...(/^(\/|\$|[A-Za-z]:)/.test(path) ? [] : (['hadolint:DL3000'] as const)),
        ...(isFirst && isRelative ? (['buildkit:WorkdirRelativePath'] as const) : []),
        ...(/^["']?\/|\w:\\|\$[{\w+-]/.test(raw) ? [] : (['trivy:DS-0009'] as const)),
        ...(/^"?(\/|\w:\\|\$[{\w+-])/.test(raw) ? [] : (['checkov:CKV_DOCKER_10'] as const)),
    ];
}

/** Whether the path begins with a variable that the file declares and gives no value. */
function startsEmpty(dockerfile: Dockerfile, instruction: Instruction): boolean {
    const [first] = instruction.words;
    const [variable] = first?.variables ?? [];
    if (first === undefined || variable === undefined || variable.operator !== undefined) return false;
    const definition = definitionAt(dockerfile, instruction, variable.name);
    const isEmpty =
        definition?.kind === 'arg' && definition.pair?.value === undefined && definition.value === undefined;
    // with a slash behind it the path begins at the root
    return isEmpty && /^["']?\$(\w+|\{\w+\})(?![/\w])/.test(first.raw);
}

function fixesOf(dockerfile: Dockerfile, stage: Stage, index: number): Fix[] {
    const instruction = stage.instructions[index];
    const path = workdirAt(dockerfile, stage, stage.instructions[index + 1]).value;
    if (instruction === undefined) return [];
    const isPlain = instruction.words.every(({ variables, raw }) => variables.length === 0 && !raw.includes('\\'));
    if (path === undefined || !isPlain || /[\s"'$\\]/.test(path)) return [];
    return [{ title: `Name \`${path}\``, preferred: true, edits: [replaceSpan(dockerfile, instruction.body, path)] }];
}
