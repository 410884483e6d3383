import { checkFlags } from './checkFlags';
import { keywords } from './keywords';
import { suggest, suggestion } from './suggestion';
import type { Instruction, SyntaxFault } from '../syntax';

/** What a builder would refuse in one instruction, judged from what was read of it. */
export function* checkInstruction(instruction: Instruction): Generator<SyntaxFault> {
    const { keyword, keywordSpan, words, json } = instruction;
    if (!keywords.has(keyword)) {
        const name = keyword.length > 40 ? `${keyword.slice(0, 40)}…` : keyword;
        const text = suggest(keyword, keywords.keys());
        const message = `\`${name}\` is no instruction${suggestion(text)}`;
        yield { ...keywordSpan, message, ...(text !== undefined && { meant: { ...keywordSpan, text } }) };
        return;
    }
    yield* checkFlags(instruction);
    if (words.length === 0) yield { ...keywordSpan, message: `\`${keyword}\` has no arguments` };
    else if (json?.hasOtherValues === true && json.problem !== undefined) yield json.problem;
    else yield* checks[keyword]?.(instruction) ?? [];
}

const stageName = /^[a-z][a-z0-9._-]*$/i;

/** Judge instructions that have at least one word. */
const checks: Readonly<Record<string, (instruction: Instruction) => Iterable<SyntaxFault>>> = {
    FROM: checkFrom,
    ADD: checkCopy,
    COPY: checkCopy,
    ENV: checkVariables,
    LABEL: checkVariables,
    ARG: checkArguments,
    HEALTHCHECK: checkHealthcheck,
    SHELL: checkShell,
    VOLUME: checkVolume,
};

function* checkFrom({ words, body }: Instruction): Generator<SyntaxFault> {
    const [, as, name] = words;
    if (as === undefined) return;
    if (as.value.toUpperCase() !== 'AS' || words.length > 3)
        yield { ...body, message: '`FROM` takes an image and, behind `AS`, a stage name' };
    else if (name === undefined) yield { start: as.start, end: as.end, message: '`AS` is followed by no stage name' };
    else if (!stageName.test(name.raw))
        yield {
            start: name.start,
            end: name.end,
            message: `\`${name.raw}\` is no stage name: it starts with a letter and goes on with letters, digits, \`.\`, \`_\` and \`-\``,
        };
}

function* checkCopy({ keyword, keywordSpan, words, json }: Instruction): Generator<SyntaxFault> {
    const paths = json?.valid === true ? json.items.length : words.length;
    if (paths < 2) yield { ...keywordSpan, message: `\`${keyword}\` needs a source and a destination` };
}

function* checkVariables({ keyword, pairs }: Instruction): Generator<SyntaxFault> {
    for (const { start, end, key, value, legacy } of pairs) {
        if (value === undefined)
            yield {
                start,
                end,
                message: legacy ? `\`${keyword} ${key.raw}\` has no value` : `\`${key.raw}\` lacks a \`=\` and a value`,
            };
        else if (key.value === '') yield { start, end, message: `A name is missing before the \`=\`` };
    }
}

function* checkArguments({ pairs }: Instruction): Generator<SyntaxFault> {
    for (const { start, end, key } of pairs)
        if (key.value === '') yield { start, end, message: `A name is missing before the \`=\`` };
}

function* checkHealthcheck({ body, words, json }: Instruction): Generator<SyntaxFault> {
    const type = words[0]?.value.toUpperCase();
    if (type !== 'NONE' && type !== 'CMD')
        yield { ...body, message: '`HEALTHCHECK` takes `CMD` and a command, or `NONE`' };
    else if (type === 'NONE' && words.length > 1) yield { ...body, message: '`HEALTHCHECK NONE` takes no arguments' };
    else if (type === 'CMD' && (words.length === 1 || (json?.valid === true && json.items.length === 0)))
        yield { ...body, message: '`HEALTHCHECK CMD` has no command' };
}

function* checkShell({ body, json }: Instruction): Generator<SyntaxFault> {
    if (json === undefined) yield { ...body, message: '`SHELL` takes a JSON array such as `["/bin/bash", "-c"]`' };
    else if (json.problem !== undefined) yield json.problem;
    else if (json.items.length === 0) yield { ...body, message: '`SHELL` names no program' };
}

function* checkVolume({ body, json }: Instruction): Generator<SyntaxFault> {
    if (json?.valid !== true) return;
    if (json.items.length === 0) yield { ...body, message: '`VOLUME` has no arguments' };
    for (const { start, end, value } of json.items)
        if (value.trim() === '') yield { start, end, message: 'A volume has an empty path' };
}
