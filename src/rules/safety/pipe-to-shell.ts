import { programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { baseOf } from '../../dockerfile/configuration';
import { stageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { goTools } from '../../facts/goTools';
import { replaceSpan } from '../edits';
import { instructionsOf } from '../instructions';
import type { Fix, Rule } from '../rule';

export const pipeToShell: Rule = {
    id: 'pipe-to-shell',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'What is downloaded is looked at before it runs',
    why: 'Whoever controls the server, or only breaks the transfer half-way, decides what runs as root in the build. A checksum of the downloaded script, checked before it starts, makes it the same every time.',
    examples: [
        {
            bad: 'FROM golang:1.27-alpine AS tools\nRUN set -o pipefail && wget -qO- https://golangci-lint.run/install.sh | sh -s -- -b /usr/local/bin v2.15.0\n',
            good: 'FROM golang:1.27-alpine AS tools\nRUN set -o pipefail && GOBIN=/usr/local/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0\n',
        },
    ],

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN')) {
            const commands = commandsOf(dockerfile, run);
            for (const [at, command] of commands.entries()) {
                const shell = shellFedBy(command) ?? shellAround(commands, at);
                if (shell === undefined || !downloads(command)) continue;
                yield {
                    message: `What \`${command.name.value}\` downloads is run by \`${unwrap(shell).name.value}\` unseen`,
                    range: rangeOf(dockerfile, {
                        start: Math.min(command.start, shell.start),
                        end: Math.max(command.end, shell.end),
                    }),
                    fixes: installByGo(dockerfile, run, command, shell),
                };
            }
        }
    },
};

/** Go compares what it installs with the checksum that everybody else got. */
function installByGo(dockerfile: Dockerfile, run: Instruction, command: ShellCommand, shell: ShellCommand): Fix[] {
    const url = unwrap(command).args.find(({ value }) => value.startsWith('https://'))?.value ?? '';
    const tool = goTools.find(({ script }) => script.test(url));
    const stage = stageOf(dockerfile, run);
    const hasGo = stage !== undefined && baseOf(dockerfile, stage)?.facts?.hasGo === true;
    const isAll = command.element.start === command.start && command.element.end === shell.end;
    if (tool === undefined || !hasGo || !isAll || command.pipesInto !== shell || run.json !== undefined) return [];
    const { args } = unwrap(shell);
    const folder = args[args.findIndex(({ value }) => value === '-b') + 1];
    const version = args.find(({ value }) => /^v\d+\.\d+\.\d+$/.test(value))?.value ?? tool.newest;
    const isOwn = /^"?\$\(go env GOPATH\)"?\/bin"?$/.test(folder?.raw ?? '');
    const isPlain = folder?.isLiteral === true && folder.value.startsWith('/');
    if (!isOwn && !isPlain) return [];
    const install = `go install ${tool.packageOf(version)}@${version}`;
    const newText = isOwn ? install : `GOBIN=${folder?.raw ?? ''} ${install}`;
    const edits = [replaceSpan(dockerfile, { start: command.start, end: shell.end }, newText)];
    return [{ title: 'Install it by `go install`', preferred: false, edits }];
}

const interpreters = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'python', 'python3', 'perl', 'ruby', 'node']);

function isInterpreter(command: ShellCommand): boolean {
    return interpreters.has(programOf(command)?.split('/').at(-1) ?? '');
}

function downloads(written: ShellCommand): boolean {
    const command = unwrap(written);
    const program = programOf(command)?.split('/').at(-1);
    const isLocal = command.args.some(({ value }) => /^https?:\/\/(?:localhost|127\.0\.0\.1)\b/.test(value));
    return (program === 'curl' || program === 'wget') && !isLocal;
}

/** Through a pipe, with others such as `tee` or `tar` between them; `bash -` and `sh -s` read a script, `python -c` does not. */
function shellFedBy(command: ShellCommand): ShellCommand | undefined {
    let at = command.pipesInto;
    for (let members = 0; at !== undefined && members < 10; members++) {
        const reader = unwrap(at);
        const isScripted = reader.args.some(({ value }) => /^-[a-z]*[cem]$/.test(value) || /^[\w./]/.test(value));
        const isTold = reader.args.some(({ value }) => value === '-s' || value === '-');
        if (isInterpreter(reader)) return isScripted && !isTold ? undefined : at;
        at = at.pipesInto;
    }
    return undefined;
}

/** `bash <(curl …)` and `sh -c "$(curl …)"`. */
function shellAround(commands: readonly ShellCommand[], at: number): ShellCommand | undefined {
    const command = commands[at];
    if (command?.within.includes('substitution') !== true) return undefined;
    const around = commands
        .slice(Math.max(0, at - 3), at)
        .findLast(({ start, end }) => start < command.start && command.end <= end);
    const isRunning =
        around !== undefined && (isInterpreter(around) || ['eval', 'source', '.'].includes(around.name.value));
    return isRunning ? around : undefined;
}
