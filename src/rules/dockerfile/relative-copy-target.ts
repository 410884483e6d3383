import { baseOf, workdirAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Stage, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { blocksOf } from '../instructions';
import { builtOn, knownAs } from '../knownAs';
import type { Fix, Rule } from '../rule';

export const relativeCopyTarget: Rule = {
    id: 'relative-copy-target',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'A relative target of `COPY` has a `WORKDIR` above it',
    why: 'Where the files end up is the base image’s affair otherwise, often the root folder, and may change with it.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY config.yaml etc/\n',
            good: 'FROM alpine:3.24\nCOPY config.yaml /etc/\n',
        },
    ],
    covers: ['hadolint:DL3045'],

    *check({ dockerfile }) {
        const withWorkdir = new Set<number | string>();
        for (const { stage, instructions } of blocksOf(dockerfile)) {
            let isSet = stage?.parent !== undefined && withWorkdir.has(stage.parent);
            let isSeen = stage !== undefined && withWorkdir.has(builtOn(stage));
            for (const instruction of instructions) {
                if (instruction.keyword === 'WORKDIR') isSet = isSeen = true;
                const target = targetOf(instruction);
                if ((isSet && isSeen) || target === undefined || isAbsolute(target.value)) continue;
                yield {
                    message: `\`${target.value}\` is relative to the working directory of the base image`,
                    range: rangeOf(dockerfile, target),
                    aliases: isSeen ? [] : ['hadolint:DL3045'],
                    // the root of the empty image is no matter of chance
                    ...((isSet || isEmptyBase(dockerfile, stage)) && { profile: 'off' }),
                    fixes: stage === undefined ? [] : fixesOf(dockerfile, stage, instruction),
                };
            }
            if (isSet && stage !== undefined) withWorkdir.add(stage.index);
            if (isSeen && stage !== undefined) withWorkdir.add(knownAs(stage));
        }
    },
};

function isEmptyBase(dockerfile: Dockerfile, stage: Stage | undefined): boolean {
    return stage !== undefined && baseOf(dockerfile, stage)?.reference.name === 'docker.io/library/scratch';
}

function targetOf({ keyword, json, words }: Instruction): Pick<Word, 'start' | 'end' | 'value'> | undefined {
    return keyword === 'COPY' ? (json?.valid === true ? json.items : words).at(-1) : undefined;
}

function isAbsolute(target: string): boolean {
    return /^(\/|\$|[A-Za-z]:)/.test(target.replace(/^(["'])(.*)\1$/, '$2'));
}

function fixesOf(dockerfile: Dockerfile, stage: Stage, copy: Instruction): Fix[] {
    const folder = workdirAt(dockerfile, stage, copy).value;
    const target = copy.words.at(-1);
    if (folder === undefined || target === undefined || copy.json !== undefined) return [];
    if (!/^[\w./-]+$/.test(target.raw) || target.raw.includes('..')) return [];
    const path = target.raw.replace(/^(\.\/)+|^\.$/, '');
    const absolute = `${folder === '/' ? '' : folder}/${path}`;
    const edits = [replaceSpan(dockerfile, target, absolute)];
    return [{ title: `Copy to \`${absolute}\``, preferred: true, edits }];
}
