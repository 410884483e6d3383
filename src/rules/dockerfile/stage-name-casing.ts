import { rangeOf } from '../../dockerfile/positions';
import { sourcesOf } from '../../dockerfile/stages';
import type { Dockerfile, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { FileEdit, Rule } from '../rule';

export const stageNameCasing: Rule = {
    id: 'stage-name-casing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: 'Stage names are in lower case',
    why: 'Builders compare stage names without regard to case, other tools do not; in lower case they agree.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS Base\n\nFROM scratch\nCOPY --from=Base /etc/passwd /etc/passwd\n',
            good: 'FROM alpine:3.24 AS base\n\nFROM scratch\nCOPY --from=base /etc/passwd /etc/passwd\n',
        },
    ],
    covers: ['buildkit:StageNameCasing'],

    *check({ dockerfile }) {
        const references = referencesByName(dockerfile);
        for (const { name, from } of dockerfile.stages) {
            if (name === undefined || from.words.length !== 3 || name.raw === name.raw.toLowerCase()) continue;
            yield {
                message: `\`${name.raw}\` is not in lower case`,
                range: rangeOf(dockerfile, name),
                aliases: ['buildkit:StageNameCasing'],
                fixes: [
                    {
                        title: `Rename it to \`${name.raw.toLowerCase()}\``,
                        preferred: true,
                        edits: [name, ...(references.get(name.raw) ?? [])].map((word) => lower(dockerfile, word)),
                    },
                ],
            };
        }
    },
};

/** By their exact spelling; others mean the stage, too, but are somebody's own. */
function referencesByName(dockerfile: Dockerfile): ReadonlyMap<string, readonly Word[]> {
    const images = dockerfile.stages.filter(({ parent }) => parent !== undefined).map(({ image }) => image);
    const references = new Map<string, Word[]>();
    for (const word of [...images, ...dockerfile.instructions.flatMap(sourcesOf)]) {
        if (word === undefined) continue;
        const others = references.get(word.raw);
        if (others === undefined) references.set(word.raw, [word]);
        else others.push(word);
    }
    return references;
}

function lower(dockerfile: Dockerfile, word: Word): FileEdit {
    return replaceSpan(dockerfile, word, word.raw.toLowerCase());
}
