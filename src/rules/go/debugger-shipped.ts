import { processOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { finalStage } from '../../dockerfile/stages';
import { isForDevelopers } from '../development';
import { replaceSpan } from '../edits';
import type { Fix, Rule, Subject } from '../rule';
import type { ShellCommand } from '../../dockerfile/shell';
import type { Instruction } from '../../dockerfile/syntax';

export const debuggerShipped: Rule = {
    id: 'debugger-shipped',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'The final stage starts the program, not a debugger or live reload',
    why: 'Whoever reaches the port of a debugger runs whatever he likes. What developers start belongs into a stage that only they build.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY app /app\nCOPY dlv /usr/local/bin/\nUSER 65532:65532\nCMD ["dlv", "exec", "/app", "--headless", "--listen=:2345"]\n',
            good: 'FROM alpine:3.24\nCOPY app /app\nCOPY dlv /usr/local/bin/\nUSER 65532:65532\nCMD ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const stage = finalStage(dockerfile);
        if (stage === undefined || isForDevelopers(subject, stage)) return;
        const { entrypoint, command } = processOf(dockerfile, stage);
        for (const instruction of [entrypoint, command]) {
            const [first] = instruction === undefined ? [] : commandsOf(dockerfile, instruction);
            const name = first?.name.value.split('/').at(-1) ?? '';
            if (instruction === undefined || first === undefined || !tools.has(name)) continue;
            yield {
                message: `The image starts \`${name}\`, which is for developers`,
                range: rangeOf(dockerfile, first.name),
                fixes: name === 'dlv' ? startProgram(subject, instruction, first) : [],
            };
        }
    },
};

const tools = new Set([
    'dlv',
    'air',
    'CompileDaemon',
    'reflex',
    'realize',
    'fresh',
    'gow',
    'wgo',
    'modd',
    'nodemon',
    'watchexec',
]);

/** What `dlv exec` starts, in exec form. */
function startProgram({ dockerfile }: Subject, { json }: Instruction, { args }: ShellCommand): Fix[] {
    const at = args.findIndex(({ value }) => value === 'exec');
    const program = args.slice(at + 1).find(({ value }) => !value.startsWith('-'));
    if (json?.valid !== true || at === -1 || program === undefined) return [];
    const edits = [replaceSpan(dockerfile, json, JSON.stringify([program.value]))];
    return [{ title: `Start \`${program.value}\``, preferred: false, edits }];
}
