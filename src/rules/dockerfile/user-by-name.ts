import { baseOf } from '../../dockerfile/configuration';
import { oncePer } from '../../dockerfile/once';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { finalStage, stageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const userByName: Rule = {
    id: 'user-by-name',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'The user of an image is given by number',
    why: 'Kubernetes cannot tell whether a user given by name is root, and refuses the image where it has to know.',
    examples: [
        {
            bad: 'FROM gcr.io/distroless/static-debian13:nonroot\nUSER nonroot\n',
            good: 'FROM gcr.io/distroless/static-debian13:nonroot\nUSER 65532\n',
        },
    ],
    covers: ['hadolint:DL3066'],

    *check({ dockerfile }) {
        const final = finalStage(dockerfile)?.instructions.findLast(({ keyword }) => keyword === 'USER');
        const declared = new Set<string>();
        for (const user of dockerfile.instructions) {
            if (user.keyword === 'ARG') for (const { key } of user.pairs) declared.add(key.value);
            if (user.keyword !== 'USER' || user.body.start === user.body.end) continue;
            const [name = ''] = user.words
                .map(({ raw }) => raw)
                .join(' ')
                .split(':', 1);
            const isGiven = user.words.some(({ variables }) =>
                variables.some((variable) => variable.operator === undefined && declared.has(variable.name)),
            );
            if (/^\d+$/.test(name) || isGiven) continue;
            yield {
                message: `\`${name}\` is a name, of which a cluster cannot tell whether it is root`,
                range: rangeOf(dockerfile, user.body),
                aliases: ['hadolint:DL3066'],
                profile: user === final && name !== 'root' && !name.includes('$') ? 'strict' : 'off',
                fixes: fixesOf(dockerfile, user, name),
            };
        }
    },
};

function fixesOf(dockerfile: Dockerfile, user: Instruction, name: string): Fix[] {
    const [word] = user.words;
    const number = numberOf(dockerfile, user, name);
    if (word === undefined || number === undefined || !word.raw.startsWith(name)) return [];
    const span = { start: word.start, end: word.start + name.length };
    if (dockerfile.text.slice(span.start, span.end) !== name) return [];
    return [{ title: `Use its number, ${number}`, preferred: true, edits: [replaceSpan(dockerfile, span, number)] }];
}

/** What the base image has, or a command of the stage says. */
function numberOf(dockerfile: Dockerfile, user: Instruction, name: string): string | undefined {
    const stage = stageOf(dockerfile, user);
    if (stage === undefined) return undefined;
    if (name === 'root') return '0';
    const distribution = baseOf(dockerfile, stage)?.facts?.distribution;
    if (name === 'nonroot' && distribution === 'distroless') return '65532';
    if (name === 'nobody' && ['alpine', 'debian', 'distroless'].includes(distribution ?? '')) return '65534';
    return usersMadeIn(dockerfile, stage).get(name);
}

/** The users that a stage makes with a number that is given, name to number. */
const usersMadeIn = oncePer((dockerfile, stage: Stage): ReadonlyMap<string, string> => {
    const users = new Map<string, string>();
    for (const run of stage.instructions.filter(({ keyword }) => keyword === 'RUN'))
        for (const { name, args } of commandsOf(dockerfile, run)) {
            const words = args.map(({ value }) => value);
            const given = /(?:^| )(?:-u|--uid)[ =](\d+)(?: |$)/.exec(words.join(' '))?.[1];
            if (/^(useradd|adduser)$/.test(name.value) && given !== undefined) users.set(words.at(-1) ?? '', given);
        }
    return users;
});
