import { suggest } from '../../dockerfile/parser/suggestion';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Variable, Word } from '../../dockerfile/syntax';
import { definitionAt, knowsAllVariables, namesAt } from '../../dockerfile/variables';
import { replaceSpan } from '../edits';
import type { Alias, Fix, Profile, Rule } from '../rule';

export const undefinedVariable: Rule = {
    id: 'undefined-variable',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Variables are declared before they are used',
    why: 'A variable that nothing has set is empty. What one `ENV` sets counts from the next instruction on.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nENV APP_HOME=/app\nWORKDIR $APP_HOEM\n',
            good: 'FROM alpine:3.24\nENV APP_HOME=/app\nWORKDIR $APP_HOME\n',
        },
        {
            bad: 'FROM alpine:3.24\nENV APP_HOME=/app APP_DATA=$APP_HOME/data\n',
            good: 'FROM alpine:3.24\nENV APP_HOME=/app\nENV APP_DATA=$APP_HOME/data\n',
        },
    ],
    covers: ['buildkit:UndefinedVar', 'hadolint:DL3044'],

    *check({ dockerfile }) {
        const declared = new Set<string>();
        let told = 0;
        for (const instruction of dockerfile.instructions) {
            const own = instruction.keyword === 'ENV' ? namesOf(instruction) : new Set<string>();
            for (const { word, self } of expandedWords(instruction))
                for (const variable of word.variables) {
                    const { name, operator } = variable;
                    const isEarlier = own.has(name) && name !== self;
                    const isEarly = isEarlier && operator === undefined && self !== undefined && !declared.has(name);
                    const state = stateOf(dockerfile, instruction, name);
                    if (state !== 'unset' && !isEarly) continue;
                    const aliases: Alias[] = [
                        ...(state === 'unset' ? (['buildkit:UndefinedVar'] as const) : []),
                        ...(isEarly ? (['hadolint:DL3044'] as const) : []),
                    ];
                    yield {
                        message: isEarlier
                            ? `\`${name}\` is set by this same \`ENV\`, and counts from the next instruction on`
                            : `Nothing has set \`${name}\` here`,
                        range: rangeOf(dockerfile, variable),
                        aliases,
                        profile: profileOf(state, variable),
                        fixes: fixesOf(dockerfile, instruction, variable, isEarlier, told++ < mostSuggestions),
                    };
                }
            if (['ENV', 'ARG'].includes(instruction.keyword))
                for (const name of namesOf(instruction)) declared.add(name);
        }
    },
};

/** Each looks at every name that there is. */
const mostSuggestions = 100;

function namesOf({ pairs }: Instruction): Set<string> {
    return new Set(pairs.map(({ key }) => key.value));
}

const expandedFlags = new Set(['chown', 'chmod', 'checksum', 'mount']);

/** The words that a builder expands; of a value of ENV with the key that it belongs to. */
function expandedWords(instruction: Instruction): { word: Pick<Word, 'variables'>; self: string | undefined }[] {
    const { keyword, words, pairs, flags, heredocs, stage } = instruction;
    if (stage === undefined && keyword !== 'ENV') return [];
    if (pairs.length > 0)
        return pairs.flatMap(({ key, value }) => [
            { word: key, self: undefined },
            ...(value === undefined ? [] : [{ word: value, self: keyword === 'ENV' ? key.value : undefined }]),
        ]);
    const isExpanded = ['ADD', 'COPY', 'WORKDIR', 'USER', 'VOLUME', 'STOPSIGNAL'].includes(keyword);
    const values = flags.filter(({ name }) => expandedFlags.has(name)).map(({ value }) => value);
    return [...(isExpanded ? words : []), ...values, ...(isExpanded ? heredocs : [])]
        .filter((word) => word !== undefined)
        .map((word) => ({ word, self: undefined }));
}

type State = 'set' | 'unset' | 'unknown';

function stateOf(dockerfile: Dockerfile, instruction: Instruction, name: string): State {
    if (name === 'PATH' || definitionAt(dockerfile, instruction, name) !== undefined) return 'set';
    return instruction.stage !== undefined && knowsAllVariables(dockerfile, instruction) ? 'unset' : 'unknown';
}

/** One that has a default is meant to be unset at times. */
function profileOf(state: State, { operator }: Variable): Profile {
    if (state === 'set' || (operator !== undefined && !operator.endsWith('?'))) return 'off';
    return state === 'unset' ? 'recommended' : 'strict';
}

function fixesOf(
    dockerfile: Dockerfile,
    instruction: Instruction,
    { name, nameSpan }: Variable,
    isEarly: boolean,
    canSuggest: boolean,
): Fix[] {
    if (isEarly) return splitFix(dockerfile, instruction);
    const names = canSuggest ? namesAt(dockerfile, instruction) : [];
    const meant = suggest(name, names);
    if (meant === undefined) return [];
    return [{ title: `Use \`${meant}\``, preferred: true, edits: [replaceSpan(dockerfile, nameSpan, meant)] }];
}

/** Each pair in an ENV of its own, where they stand on one line. */
function splitFix(dockerfile: Dockerfile, { keywordSpan, pairs, body }: Instruction): Fix[] {
    const { text } = dockerfile;
    if (/[\r\n]/.test(text.slice(body.start, body.end))) return [];
    const keyword = text.slice(keywordSpan.start, keywordSpan.end);
    const edits = pairs
        .slice(1)
        .map(({ start }, index) =>
            replaceSpan(dockerfile, { start: pairs[index]?.end ?? start, end: start }, `\n${keyword} `),
        );
    return [{ title: 'Set each by an instruction of its own', preferred: true, edits }];
}
