import { argumentsWithoutFlags } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand, type ShellWord } from '../../dockerfile/shell';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { stageOf } from '../../dockerfile/stages';
import { isForDevelopers } from '../development';
import { insertAt } from '../edits';
import { instructionsOf } from '../instructions';
import { flagsWithValue } from '../goCommands';
import { plainCommandsOf } from '../plainCommands';
import type { Fix, Rule, Subject } from '../rule';

export const goInstallUnpinned: Rule = {
    id: 'go-install-unpinned',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Tools from elsewhere are installed at a version',
    why: '`@latest` is another version tomorrow: the same Dockerfile then builds something else, or nothing.',
    examples: [
        {
            bad: 'FROM golang:1.27\nRUN go install golang.org/x/tools/cmd/stringer@latest\n',
            good: 'FROM golang:1.27\nRUN go install golang.org/x/tools/cmd/stringer@v0.39.0\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n\nrequire golang.org/x/tools v0.39.0\n',
                'main.go': 'package main\n\nfunc main() {}\n',
            },
        },
    ],
    covers: ['hadolint:DL3062'],

    *check(subject) {
        const { dockerfile } = subject;
        for (const instruction of instructionsOf(dockerfile, 'RUN')) {
            const commands = commandsOf(dockerfile, instruction)
                .map(unwrap)
                .filter(({ name }) => name.value === 'go');
            if (commands.length === 0) continue;
            // a command that `env` or `sudo` starts is none to hadolint
            const isPlain = ({ start }: ShellCommand): boolean =>
                plainCommandsOf(dockerfile, instruction).some(({ command }) => command.start === start);
            const runs = commands.filter((command) => subcommandIn(command, ['run']) !== -1);
            const installs = commands.filter((command) => subcommandIn(command, ['install', 'get']) !== -1);
            const words = [
                ...runs.map((run) => ({ word: wordsBehindRun(run)[0], command: run, isPassedOver: false })),
                ...installs.flatMap((install) =>
                    wordsOf(install).map((word) => ({ word, command: install, isPassedOver: runs.length > 0 })),
                ),
            ];
            for (const { word, command, isPassedOver } of words) {
                if (word === undefined || !isUnpinned(word.value)) continue;
                const isReal = packagesIn(command).includes(word) && isElsewhere(subject, word);
                const isGet = subcommandIn(command, ['get']) !== -1;
                if (isPassedOver && !isReal) continue;
                yield {
                    message: `\`${word.value}\` is installed at whatever version is the newest`,
                    range: rangeOf(dockerfile, word),
                    aliases: !isPassedOver && isPlain(command) ? ['hadolint:DL3062'] : [],
                    // in a module `go get` and `go run` take the version from go.mod
                    profile:
                        !isReal || isGet || !word.value.includes('@')
                            ? 'off'
                            : isForDevelopers(subject, stageOf(dockerfile, instruction))
                              ? 'strict'
                              : 'recommended',
                    fixes: isReal ? pin(subject, word) : [],
                };
            }
        }
    },
};

/** Where any of the words stands; flags such as `-C` may be before it. */
function subcommandIn({ args }: ShellCommand, words: readonly string[]): number {
    return args.findIndex(({ value }) => words.includes(value));
}

/** As hadolint reads them: values of flags are words, too. */
function wordsOf({ args }: ShellCommand): ShellWord[] {
    const passed = ['tool', 'install', 'get'];
    return args.filter(({ value }) => !value.startsWith('-') && !passed.includes(value));
}

function wordsBehindRun(command: ShellCommand): ShellWord[] {
    return command.args.slice(subcommandIn(command, ['run']) + 1).filter(({ value }) => !value.startsWith('-'));
}

function packagesIn(command: ShellCommand): ShellWord[] {
    return argumentsWithoutFlags(command, flagsWithValue).slice(1);
}

function isUnpinned(value: string): boolean {
    return !/^[./]/.test(value) && (!value.includes('@') || /@(latest|none)$/.test(value));
}

/** A path whose first part is a host, and not that of the project, unless the project itself is fetched at a version. */
function isElsewhere({ project }: Subject, { value, isLiteral }: ShellWord): boolean {
    const path = value.replace(/@.*/, '');
    const isOwn = project?.modules.some((module) => path === module.path || path.startsWith(`${module.path}/`));
    const isFetched = isOwn !== true || value.includes('@');
    return isLiteral && /^[\w-]+(\.[\w-]+)+\/[\w./-]+$/.test(path) && isFetched;
}

/** The version that go.mod has, of the module with the longest path. */
function pin({ dockerfile, project }: Subject, word: ShellWord): Fix[] {
    const path = word.value.replace(/@.*/, '');
    const [required] = (project?.modules ?? [])
        .flatMap(({ requires }) => requires)
        .filter((each) => path === each.path || path.startsWith(`${each.path}/`))
        .sort((a, b) => b.path.length - a.path.length);
    if (required === undefined || word.end - word.start !== word.value.length) return [];
    const edit = word.value.includes('@')
        ? {
              ...insertAt(dockerfile, word.end, required.version),
              range: rangeOf(dockerfile, { start: word.start + path.length + 1, end: word.end }),
          }
        : insertAt(dockerfile, word.end, `@${required.version}`);
    return [{ title: `Install ${required.version}, as \`go.mod\` has it`, preferred: true, edits: [edit] }];
}
