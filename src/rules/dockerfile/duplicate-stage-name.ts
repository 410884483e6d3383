import { positionAt, rangeOf } from '../../dockerfile/positions';
import { sourcesOf, stageByReference } from '../../dockerfile/stages';
import type { Dockerfile, Stage, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const duplicateStageName: Rule = {
    id: 'duplicate-stage-name',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Every stage has a name of its own',
    why: 'A name that is given twice means the later stage from there on, and which one `--target` builds is anybody’s guess.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS base\n\nFROM debian:trixie AS base\n',
            good: 'FROM alpine:3.24 AS base\n\nFROM debian:trixie AS base-2\n',
        },
    ],
    covers: ['hadolint:DL3024', 'buildkit:DuplicateStageName', 'trivy:DS-0012'],

    *check({ dockerfile }) {
        const first = new Map<string, Stage>();
        const spellings = new Set<string>();
        let rename: ReturnType<typeof createRenameFix> | undefined;
        for (const stage of dockerfile.stages) {
            if (stage.name === undefined) continue;
            const { value } = stage.name;
            const other = first.get(value.toLowerCase());
            if (other !== undefined)
                yield {
                    message: `\`${value}\` is already the name of the stage at line ${positionAt(dockerfile, other.start).line + 1}`,
                    range: rangeOf(dockerfile, stage.name),
                    aliases: [
                        ...(spellings.has(value) ? (['hadolint:DL3024'] as const) : []),
                        'buildkit:DuplicateStageName',
                    ],
                    fixes: [(rename ??= createRenameFix(dockerfile))(stage, stage.name)],
                };
            first.set(value.toLowerCase(), other ?? stage);
            spellings.add(value);
        }
        for (const { name, stage } of overtaken(dockerfile))
            yield {
                message: `A later stage takes the name \`${name}\` away`,
                range: rangeOf(dockerfile, stage.from.keywordSpan),
                aliases: ['trivy:DS-0012'],
                // told at the later one
                profile: 'off',
            };
    },
};

/** Whatever meant the stage by its name goes on to mean it; only `--target` may have meant another. */
function createRenameFix(dockerfile: Dockerfile): (stage: Stage, name: Word) => Fix {
    const taken = new Set(dockerfile.stages.map(({ name }) => name?.value.toLowerCase()));
    const numbers = new Map<string, number>();
    const references = referencesByStage(dockerfile);
    return ({ index }, name) => {
        const key = name.value.toLowerCase();
        let number = (numbers.get(key) ?? 1) + 1;
        while (taken.has(`${key}-${number}`)) number++;
        numbers.set(key, number);
        const newName = `${key}-${number}`;
        const edits = [name, ...(references.get(index) ?? [])].map((word) => replaceSpan(dockerfile, word, newName));
        return { title: `Rename it to \`${newName}\``, preferred: false, edits };
    };
}

/** Where each stage is built on or copied from, by its name. */
function referencesByStage(dockerfile: Dockerfile): ReadonlyMap<number, readonly Word[]> {
    const references = new Map<number, Word[]>();
    const add = (index: number | undefined, word: Word | undefined): void => {
        if (index === undefined || word === undefined) return;
        const others = references.get(index);
        if (others === undefined) references.set(index, [word]);
        else others.push(word);
    };
    for (const { parent, image, instructions, index } of dockerfile.stages) {
        add(parent, image);
        for (const source of instructions.flatMap(sourcesOf))
            if (!/^\d+$/.test(source.value)) add(stageByReference(dockerfile, source.value, index)?.index, source);
    }
    return references;
}

/** As trivy: the stages that a later stage of that name follows, with another FROM. */
function overtaken(dockerfile: Dockerfile): { name: string; stage: Stage }[] {
    const named = dockerfile.stages.flatMap((stage) => {
        const { name, from } = stage;
        const text = from.words
            .map(({ raw }) => raw)
            .join(' ')
            .toLowerCase();
        return name === undefined ? [] : [{ name: name.value, key: name.value.toLowerCase(), text, stage }];
    });
    const later = new Map<string, Set<string>>();
    return named
        .toReversed()
        .filter(({ key, text }) => {
            const texts = later.get(key) ?? new Set<string>();
            const isOvertaken = texts.size > (texts.has(text) ? 1 : 0);
            later.set(key, texts.add(text));
            return isOvertaken;
        })
        .reverse();
}
