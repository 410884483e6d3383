import { positionAt, rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { insertionBefore, spanOfPlace, writtenAs, type ShellScript } from '../../dockerfile/shellScript';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/syntax';
import type { Fault, FileEdit, Fix, Rule, Severity } from '../../rules/rule';
import type { Comment } from './report';

/** A script and what ShellCheck says of it. */
export interface CheckedScript {
    readonly script: ShellScript;
    readonly comments: readonly Comment[];
}

/** ShellCheck's comments as a rule's faults, so that whatever silences a rule, or gives it a severity, reaches them. */
export function shellCheckRule(checked: readonly CheckedScript[]): Rule {
    return {
        id: 'shellcheck',
        kind: 'dockerfile',
        severity: 'warning',
        profile: 'recommended',
        summary: 'ShellCheck has nothing to say about a `RUN`',
        why: 'A script that works by chance fails with other files, another shell or another value.',
        examples: [],
        *check({ dockerfile }) {
            for (const { script, comments } of checked) {
                const isDisabled = readDisabled(dockerfile, script.instruction);
                for (const comment of comments) {
                    const span = spanOfPlace(script, comment)?.written;
                    if (span !== undefined && !isDisabled(comment.code, span.start))
                        yield faultOf(dockerfile, script, comment, span);
                }
            }
        },
    };
}

/** The name of a check, such as `SC2086`. */
function checkNamed(code: number): string {
    return `SC${String(code)}`;
}

const severities: Readonly<Record<Comment['level'], Severity>> = {
    error: 'error',
    warning: 'warning',
    info: 'info',
    style: 'hint',
};

function faultOf(dockerfile: Dockerfile, script: ShellScript, comment: Comment, span: Span): Fault {
    const fix = fixOf(dockerfile, script, comment);
    return {
        message: comment.message.replace(/\.\s*$/, ''),
        range: rangeOf(dockerfile, span),
        severity: severities[comment.level],
        aliases: [`hadolint:${checkNamed(comment.code)}`],
        fixes: fix === undefined ? [] : [fix],
    };
}

/** All of the replacements or none; none that would swallow a continuation. */
function fixOf(dockerfile: Dockerfile, script: ShellScript, comment: Comment): Fix | undefined {
    const edits: FileEdit[] = [];
    const start = spanOfPlace(script, comment)?.start;
    for (const replacement of comment.replacements) {
        const place = spanOfPlace(script, replacement);
        const newText = writtenAs(script, replacement.text);
        if (place === undefined || newText === undefined) return undefined;
        const { written } = place;
        if (place.end === place.start) {
            const at = positionAt(dockerfile, place.start === start ? insertionBefore(script, start) : written.start);
            edits.push({ range: { start: at, end: at }, newText });
        } else if (written.end - written.start === place.end - place.start)
            edits.push({ range: rangeOf(dockerfile, written), newText });
        else return undefined;
    }
    if (edits.length === 0) return undefined;
    return { title: `Apply the repair of \`${checkNamed(comment.code)}\``, preferred: false, edits };
}

/**
 * What `# shellcheck disable=` switches off where ShellCheck itself cannot see it: above the instruction, and on a line
 * between continued ones, for the command that follows.
 */
function readDisabled(dockerfile: Dockerfile, instruction: Instruction): (code: number, offset: number) => boolean {
    const disabled: { readonly codes: readonly string[]; readonly span: Span }[] = [];
    for (const { text, start, end, inside } of dockerfile.comments) {
        const codes = disableComment.exec(text)?.[1]?.split(/[ \t]*,[ \t]*/);
        if (codes === undefined) continue;
        if (inside && start > instruction.start && end < instruction.end) {
            const next = commandsOf(dockerfile, instruction).find((command) => command.start >= end);
            disabled.push({ codes, span: next?.element ?? { start: end, end: instruction.end } });
        } else if (!inside && end < instruction.start && onlyCommentsIn(dockerfile.text.slice(end, instruction.start)))
            disabled.push({ codes, span: instruction });
    }
    return (code, offset) =>
        disabled.some(
            ({ codes, span }) =>
                span.start <= offset && offset <= span.end && codes.some((written) => isMeant(written, code)),
        );
}

const disableComment = /^shellcheck[ \t]+(?:\S+[ \t]+)*disable=([A-Za-z0-9-]+(?:[ \t]*,[ \t]*[A-Za-z0-9-]+)*)/;

/** No blank line and no instruction, but the `ONBUILD` that the instruction may stand behind. */
function onlyCommentsIn(between: string): boolean {
    return /^[ \t]*(?:\r\n|\n|\r)(?:[ \t]*#[^\r\n]*(?:\r\n|\n|\r))*[ \t]*(?:ONBUILD[ \t]+)?$/i.test(between);
}

/** A number, a range of them, or `all`. */
function isMeant(written: string, code: number): boolean {
    if (written === 'all') return true;
    const [, from, to] = /^(?:SC)?(\d+)(?:-(?:SC)?(\d+))?$/.exec(written) ?? [];
    return from !== undefined && Number(from) <= code && code <= Number(to ?? from);
}
