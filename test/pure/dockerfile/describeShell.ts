import { shellOf, type ShellCommand } from '../../../src/dockerfile/shell';
import type { Dockerfile } from '../../../src/dockerfile/syntax';
import { place } from './describe';

/** The commands of every instruction, a line each: place, words, and what the chain around them is. */
export function describeShell(dockerfile: Dockerfile): string {
    const lines = dockerfile.instructions.flatMap((instruction) => {
        const shell = shellOf(dockerfile, instruction.trigger ?? instruction);
        return [
            `${place(dockerfile, instruction)} ${instruction.keyword}`,
            ...shell.commands.map((command) => `  ${describeCommand(dockerfile, command)}`),
            ...shell.assignments.map((assignment) => `  ${place(dockerfile, assignment)} sets ${assignment.name}`),
            ...shell.pipelines.map((pipeline) => `  ${place(dockerfile, pipeline)} pipeline`),
            ...shell.faults.map((fault) => `  ${place(dockerfile, fault)} fault: ${fault.message}`),
        ];
    });
    return `${lines.join('\n')}\n`;
}

function describeCommand(dockerfile: Dockerfile, command: ShellCommand): string {
    const { name, args, assignments, redirections, element, isInPipe, pipesInto, within, source } = command;
    const notes = [
        source,
        ...within,
        ...(element.before === undefined
            ? []
            : [`after ${element.before.kind} at ${place(dockerfile, element.before)}`]),
        ...(element.after === undefined ? [] : [`before ${element.after.kind} at ${place(dockerfile, element.after)}`]),
        ...(isInPipe ? [`in pipe${pipesInto === undefined ? '' : ` into ${pipesInto.name.value}`}`] : []),
    ];
    const words = [
        ...assignments.map((assignment) => `${assignment.name}:=${assignment.value?.value ?? '()'}`),
        ...[name, ...args].map(({ value, isLiteral }) => (isLiteral ? JSON.stringify(value) : value)),
        ...redirections.map(({ operator, target }) => `{${operator} ${target?.value ?? ''}}`),
    ];
    const last = [name, ...args].at(-1) ?? name;
    return `${place(dockerfile, command)} ${words.join(' ')} (${notes.join(', ')}) last word ${place(dockerfile, last)}`;
}
