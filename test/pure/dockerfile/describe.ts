import { positionAt } from '../../../src/dockerfile/positions';
import type {
    Dockerfile,
    Flag,
    Heredoc,
    Instruction,
    JsonForm,
    Pair,
    Span,
    Variable,
    Word,
} from '../../../src/dockerfile/syntax';

/** `line:character-line:character`, one-based, and on the same line `line:character-character`. */
export function place(dockerfile: Dockerfile, span: Span): string {
    const start = positionAt(dockerfile, span.start);
    const end = positionAt(dockerfile, span.end);
    const to = end.line === start.line ? '' : `${end.line + 1}:`;
    return `${start.line + 1}:${start.character + 1}-${to}${end.character + 1}`;
}

/** All that the parser says of a Dockerfile, a line each. */
export function describeSyntax(dockerfile: Dockerfile): string {
    const at = (span: Span): string => place(dockerfile, span);
    const lines = [
        ...(dockerfile.escape === '`' ? ['escape `'] : []),
        ...dockerfile.directives.map(
            (directive) => `${at(directive)} directive ${directive.name} ${directive.value.raw}`,
        ),
        ...dockerfile.comments.map(
            (comment) => `${at(comment)} comment${comment.inside ? ' inside' : ''} ${comment.text}`,
        ),
        ...dockerfile.instructions.flatMap((instruction) => describeInstruction(dockerfile, instruction, '')),
        ...dockerfile.stages.map(
            ({ index, name, image, parent, platform, ...span }) =>
                `${at(span)} stage ${index}${name ? ` named ${name.value}` : ''} on ${image?.value ?? 'nothing'}` +
                `${parent === undefined ? '' : ` = stage ${parent}`}${platform ? ` for ${platform.value?.value ?? ''}` : ''}`,
        ),
        ...describeErrors(dockerfile),
    ];
    return `${lines.join('\n')}\n`;
}

export function describeErrors(dockerfile: Dockerfile): string[] {
    return dockerfile.errors.map((error) => `${place(dockerfile, error)} error: ${error.message}`);
}

function describeInstruction(dockerfile: Dockerfile, instruction: Instruction, indent: string): string[] {
    const at = (span: Span): string => place(dockerfile, span);
    const { keyword, body, flags, words, json, pairs, heredocs, trigger, emptyContinuations, stage } = instruction;
    const lines = [
        `${at(instruction)} ${keyword} body ${at(body)}${stage === undefined ? '' : ` in stage ${stage}`}`,
        ...flags.flatMap((flag) => describeFlag(flag, at)),
        ...(trigger === undefined && pairs.length === 0 ? words.map((word) => `  ${describeWord(word, at)}`) : []),
        ...pairs.map((pair) => `  ${describePair(pair, at)}`),
        ...(json === undefined ? [] : [`  ${describeJson(json, at)}`]),
        ...heredocs.map((heredoc) => `  ${describeHeredoc(heredoc, at)}`),
        ...emptyContinuations.map((span) => `  ${at(span)} empty continuation`),
        ...(trigger === undefined ? [] : describeInstruction(dockerfile, trigger, '  ')),
    ];
    return lines.map((line) => indent + line);
}

function describeFlag({ name, value, options, ...span }: Flag, at: (span: Span) => string): string[] {
    return [
        `  ${at(span)} flag ${name}${value === undefined ? '' : ` = ${value.value}`}`,
        ...options.map(
            (option) => `    ${at(option)} option ${option.name}${option.value ? ` = ${option.value.value}` : ''}`,
        ),
    ];
}

function describeWord(word: Word, at: (span: Span) => string): string {
    const { raw, value, quote, variables } = word;
    const changed = raw === value ? '' : ` = ${value}`;
    return `${at(word)} word ${raw}${changed}${quote === undefined ? '' : ' quoted'}${describeVariables(variables, at)}`;
}

function describeVariables(variables: readonly Variable[], at: (span: Span) => string): string {
    return variables
        .map(
            ({ name, operator, operand, ...span }) =>
                ` [${at(span)} $${name}${operator ? ` ${operator} ${operand ?? ''}` : ''}]`,
        )
        .join('');
}

function describePair({ key, value, legacy }: Pair, at: (span: Span) => string): string {
    const written =
        value === undefined ? '' : ` = ${value.value} at ${at(value)}${describeVariables(value.variables, at)}`;
    return `${at(key)} ${legacy ? 'legacy ' : ''}pair ${key.value}${written}`;
}

function describeJson({ valid, items, problem, ...span }: JsonForm, at: (span: Span) => string): string {
    const strings = items.map((item) => `${at(item)} ${JSON.stringify(item.value)}`).join(', ');
    return `${at(span)} ${valid ? 'JSON' : 'broken JSON'} ${strings}${problem ? ` (${at(problem)} ${problem.message})` : ''}`;
}

function describeHeredoc(heredoc: Heredoc, at: (span: Span) => string): string {
    const { marker, name, expands, stripsTabs, body, terminator, variables } = heredoc;
    const notes = [...(expands ? [] : ['verbatim']), ...(stripsTabs ? ['tabs stripped'] : [])].join(', ');
    return (
        `${at(marker)} heredoc ${name}${notes === '' ? '' : ` (${notes})`} body ${at(body)} ` +
        `${terminator === undefined ? 'not closed' : `closed ${at(terminator)}`}${describeVariables(variables, at)}`
    );
}
