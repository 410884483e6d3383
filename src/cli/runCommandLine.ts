import { version } from '../../package.json';
import { CommandError } from './commandError';
import { diagnoseCommand } from './commands/diagnose';
import { lintCommand } from './commands/lint';
import { projectCommand } from './commands/project';
import { scaffoldCommand } from './commands/scaffold';
import type { ExitCode, Terminal } from './terminal';

const commands = [projectCommand, scaffoldCommand, lintCommand, diagnoseCommand];

/** Runs what the arguments ask for; never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
    try {
        return await run(args, terminal);
    } catch (error) {
        terminal.complain(wordsOf(error));
        return 2;
    }
}

async function run([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
    const names = commands.map((command) => command.name).join(', ');
    if (name === undefined) throw new CommandError(`name a command: ${names}; \`gopherdock --help\` says more`);
    if (name === '--version') terminal.write(`${version}\n`);
    else if (name === '--help' || name === '-h' || name === 'help') terminal.write(overview());
    else {
        const command = commands.find((each) => each.name === name);
        if (command === undefined) throw new CommandError(`there is no command \`${name}\`; there are ${names}`);
        return command.run(rest, terminal);
    }
    return 0;
}

function overview(): string {
    const lines = commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`);
    return [
        'Takes a Go project into containers: reads it, writes its container files, judges them, says why they fail',
        '',
        'Usage: gopherdock <command> [options]',
        '',
        ...lines,
        '',
        '`gopherdock <command> --help` says more. Exit code 0: fine, 1: findings, 2: wrong use or a file that cannot be read or written.',
        '',
    ].join('\n');
}

function wordsOf(error: unknown): string {
    if (error instanceof CommandError) return error.message;
    return `this is a fault of gopherdock itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
