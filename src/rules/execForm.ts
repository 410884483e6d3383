import { shellOf } from '../dockerfile/shell';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { replaceSpan } from './edits';
import type { Fix } from './rule';

/** What only a shell can run. */
const builtins = new Set([
    '.',
    ':',
    'alias',
    'cd',
    'eval',
    'exec',
    'exit',
    'export',
    'read',
    'set',
    'shift',
    'source',
    'trap',
    'ulimit',
    'umask',
    'unset',
    'wait',
]);

/** A HEALTHCHECK whose command begins with CMD, and no NONE. */
export function isShellForm({ keyword, json, body, words }: Instruction): boolean {
    if (json?.valid === true || json?.hasOtherValues === true || body.start === body.end) return false;
    if (keyword === 'HEALTHCHECK') return words[0]?.value.toUpperCase() === 'CMD' && words.length > 1;
    return keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT';
}

/**
 * Turns a shell form that is one plain command into the exec form, word by word, so that line breaks and comments between
 * words stay; nothing where the shell does more than start it.
 */
export function execFormFixes(dockerfile: Dockerfile, instruction: Instruction, preferred: boolean): Fix[] {
    const { commands, assignments, pipelines, faults } = shellOf(dockerfile, instruction);
    const [command] = commands;
    if (command === undefined || commands.length > 1 || instruction.heredocs.length > 0) return [];
    const { name, args, element, redirections, within } = command;
    const words = [name, ...args];
    const isPlain =
        assignments.length + pipelines.length + faults.length + redirections.length + within.length === 0 &&
        command.assignments.length === 0 &&
        element.before === undefined &&
        element.after === undefined &&
        command.end === instruction.body.end &&
        !builtins.has(name.value) &&
        words.every(({ isLiteral, value, raw }) => isLiteral && !/[*?[~{]/.test(raw) && value !== '' && value !== '!');
    if (!isPlain) return [];
    const edits = words.map((word, index) => {
        const open = index === 0 ? '[' : '';
        const close = index === words.length - 1 ? ']' : ',';
        return replaceSpan(dockerfile, word, open + JSON.stringify(word.value) + close);
    });
    return [{ title: 'Use the exec form', preferred, edits }];
}
