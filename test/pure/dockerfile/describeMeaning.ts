import { baseOf, exposedPorts, processOf, shellAt, userAt, workdirAt } from '../../../src/dockerfile/configuration';
import { sourcesOf, stageByReference, stagesNeededBy } from '../../../src/dockerfile/stages';
import type { Dockerfile, Instruction, Stage, Word } from '../../../src/dockerfile/syntax';
import { definitionAt, resolve } from '../../../src/dockerfile/variables';
import { place } from './describe';

/** What variables, stages and settings come to: each word with variables resolved, each stage's end described. */
export function describeMeaning(dockerfile: Dockerfile): string {
    const lines = [
        ...dockerfile.instructions.flatMap((instruction) => [
            ...wordsOf(instruction)
                .filter(({ variables }) => variables.length > 0)
                .map((word) => describeWord(dockerfile, instruction, word)),
            ...sourcesOf(instruction).map((source) => describeSource(dockerfile, instruction, source)),
        ]),
        ...dockerfile.stages.map((stage) => describeStage(dockerfile, stage)),
    ];
    return `${lines.join('\n')}\n`;
}

function wordsOf({ words, pairs }: Instruction): readonly Word[] {
    return pairs.length === 0 ? words : pairs.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

function describeWord(dockerfile: Dockerfile, instruction: Instruction, word: Word): string {
    const { value, isComplete, unknown } = resolve(dockerfile, word, instruction);
    const kinds = word.variables.map(
        ({ name }) => `$${name} ${definitionAt(dockerfile, instruction, name)?.kind ?? 'not defined'}`,
    );
    const shown = value.length > 80 ? `${value.slice(0, 80)}… (${value.length})` : value;
    const incomplete = isComplete ? '' : ` without ${unknown.join(', ')}`;
    return `${place(dockerfile, word)} ${word.raw} = ${shown}${incomplete} (${kinds.join(', ')})`;
}

function describeSource(dockerfile: Dockerfile, instruction: Instruction, source: Word): string {
    const stage = stageByReference(dockerfile, source.value, instruction.stage ?? 0);
    return `${place(dockerfile, source)} from ${stage === undefined ? 'no stage' : `stage ${stage.index}`}`;
}

function describeStage(dockerfile: Dockerfile, stage: Stage): string {
    const base = baseOf(dockerfile, stage);
    const { entrypoint, command } = processOf(dockerfile, stage);
    const ports = exposedPorts(dockerfile, stage).map(({ port, protocol }) => `${port}/${protocol}`);
    const facts = base?.facts;
    return [
        `stage ${stage.index} on ${base?.reference.name ?? 'nothing'} tag ${base?.reference.tag ?? 'none'}`,
        facts && `${facts.distribution ?? 'no distribution'} ${facts.release ?? ''} ${facts.libc ?? 'some libc'}`,
        `user ${userAt(dockerfile, stage).value ?? 'unknown'}`,
        `workdir ${workdirAt(dockerfile, stage).value ?? 'unknown'}`,
        `shell ${shellAt(dockerfile, stage).value?.join(' ') ?? 'unknown'}${facts?.shell === undefined ? ' (none known)' : ''}`,
        `entrypoint ${entrypoint?.json?.items[0]?.value ?? 'none'}, command ${command?.json?.items[0]?.value ?? 'none'}`,
        `ports ${ports.join(' ') || 'none'}`,
        `needs ${[...stagesNeededBy(dockerfile, stage)].sort((a, b) => a - b).join(' ')}`,
    ]
        .filter((part) => part !== undefined)
        .join('; ');
}
