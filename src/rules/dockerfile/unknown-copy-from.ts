import { suggest } from '../../dockerfile/parser/suggestion';
import { rangeOf } from '../../dockerfile/positions';
import { stageByReference } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { blocksOf } from '../instructions';
import type { Alias, Fix, Rule } from '../rule';

export const unknownCopyFrom: Rule = {
    id: 'unknown-copy-from',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: '`COPY --from` names an earlier stage or an image',
    why: 'What is no earlier stage is taken for an image and pulled, which fails, or worse, does not.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS build\n\nFROM scratch\nCOPY --from=biuld /app /app\n',
            good: 'FROM alpine:3.24 AS build\n\nFROM scratch\nCOPY --from=build /app /app\n',
        },
    ],
    covers: ['hadolint:DL3022', 'hadolint:DL3023', 'trivy:DS-0006'],

    *check({ dockerfile }) {
        const spellings = new Set<string>();
        const lastByName = new Map(dockerfile.stages.map(({ name, index }) => [name?.value.toLowerCase(), index]));
        for (const { stage, instructions } of blocksOf(dockerfile)) {
            if (stage?.name !== undefined) spellings.add(stage.name.value);
            for (const instruction of instructions) {
                const from = copySource(instruction);
                if (from === undefined) continue;
                const aliases = aliasesOf(from.value, stage, spellings);
                const isJudged = stage !== undefined && from.variables.length === 0;
                const fault = !isJudged ? undefined : judge(dockerfile, stage, from, lastByName);
                if (fault === undefined && aliases.length === 0) continue;
                yield {
                    message: fault?.message ?? `\`${from.value}\` is no earlier stage`,
                    range: rangeOf(dockerfile, from),
                    aliases,
                    // a named context or an image without a tag looks the same
                    ...(fault === undefined && { profile: 'off', severity: 'warning' }),
                    fixes: fault?.fixes ?? [],
                };
            }
        }
    },
};

function copySource({ keyword, flags }: Instruction): Word | undefined {
    return keyword === 'COPY' ? flags.find(({ name }) => name === 'from')?.value : undefined;
}

/** hadolint compares exactly and lets a stage's own name pass, which is another check of it. */
function aliasesOf(from: string, stage: Stage | undefined, spellings: ReadonlySet<string>): Alias[] {
    const own = stage?.name?.value;
    const isNumber = /^\d/.test(from) && Number.parseInt(from, 10) < (stage?.index ?? -1) + 1;
    return [
        ...(from.includes(':') || spellings.has(from) || isNumber ? [] : (['hadolint:DL3022'] as const)),
        ...(own === from ? (['hadolint:DL3023'] as const) : []),
        ...(own?.toLowerCase() === from.toLowerCase() ? (['trivy:DS-0006'] as const) : []),
    ];
}

/** How far up a name that may be meant is looked for. */
const mostNames = 100;

function judge(
    dockerfile: Dockerfile,
    stage: Stage,
    from: Word,
    lastByName: ReadonlyMap<string | undefined, number>,
): { message: string; fixes: Fix[] } | undefined {
    const { value } = from;
    if (stageByReference(dockerfile, value, stage.index) !== undefined) return undefined;
    if (/^\d+$/.test(value))
        return { message: `There is no stage ${value} before this one, which is number ${stage.index}`, fixes: [] };
    const index = lastByName.get(value.toLowerCase());
    if (index === stage.index) return { message: `\`${value}\` is this stage itself`, fixes: [] };
    if (index !== undefined) return { message: `The stage \`${value}\` comes later`, fixes: [] };
    if (!/^[a-z][\w-]*$/i.test(value)) return undefined;
    const names = dockerfile.stages
        .slice(Math.max(0, stage.index - mostNames), stage.index)
        .flatMap(({ name }) => name?.value ?? []);
    const meant = suggest(value, names);
    if (meant === undefined) return undefined;
    const edits = [replaceSpan(dockerfile, from, meant)];
    return {
        message: `\`${value}\` is no stage, \`${meant}\` may be meant`,
        fixes: [{ title: `Copy from \`${meant}\``, preferred: true, edits }],
    };
}
