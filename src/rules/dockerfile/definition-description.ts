import { rangeOf } from '../../dockerfile/positions';
import type { Comment, Dockerfile, Instruction } from '../../dockerfile/syntax';
import { asksForExperimental, readCheckOptions } from '../checkComments';
import { insertAt } from '../edits';
import type { Rule } from '../rule';

export const definitionDescription: Rule = {
    id: 'definition-description',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    firstProfile: 'recommended',
    summary: 'The comment on a stage or an `ARG` begins with its name',
    why: '`docker build --call=outline` shows such comments as descriptions. Another comment there is taken for none.',
    examples: [
        {
            bad: '# compiles everything\nFROM golang:1.27 AS build\n',
            good: '# build compiles everything\nFROM golang:1.27 AS build\n',
        },
    ],
    covers: ['buildkit:InvalidDefinitionDescription'],

    *check({ dockerfile }) {
        const options = readCheckOptions(dockerfile);
        const check = 'InvalidDefinitionDescription';
        for (const [index, { instruction, comment }] of describedBy(dockerfile).entries()) {
            const names = namesOf(dockerfile, instruction);
            const first = comment?.text.split(/\s+/, 1)[0] ?? '';
            if (comment === undefined || names.length === 0 || names.includes(first)) continue;
            const isAsked =
                asksForExperimental(options.everywhere, check) ||
                asksForExperimental(options.byInstruction.get(index), check);
            const [name = ''] = names;
            yield {
                message: `The comment on \`${name}\` does not begin with that name`,
                range: rangeOf(dockerfile, comment),
                aliases: ['buildkit:InvalidDefinitionDescription'],
                profile: isAsked ? 'recommended' : 'off',
                fixes: [
                    {
                        title: `Begin it with \`${name}\``,
                        preferred: false,
                        edits: [insertAt(dockerfile, comment.start + 1, ` ${name}`)],
                    },
                ],
            };
        }
    },
};

/** Each instruction with the last of the comments since the one before it; an empty comment forgets those above. */
function describedBy(dockerfile: Dockerfile): { instruction: Instruction; comment: Comment | undefined }[] {
    const comments = dockerfile.comments.filter(({ inside }) => !inside);
    let at = 0;
    return dockerfile.instructions.map((instruction) => {
        let last: Comment | undefined;
        for (let next = comments[at]; next !== undefined && next.start < instruction.start; next = comments[++at])
            if (next.text === '') last = undefined;
            else if (!/^check[ \t]*=/i.test(next.text)) last = next;
        return { instruction, comment: last };
    });
}

function namesOf({ stages }: Dockerfile, { keyword, stage, pairs }: Instruction): string[] {
    if (keyword === 'ARG') return pairs.map(({ key }) => key.value);
    const name = keyword === 'FROM' && stage !== undefined ? stages[stage]?.name?.value.toLowerCase() : undefined;
    return name === undefined ? [] : [name];
}
