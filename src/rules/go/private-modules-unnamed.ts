import { rangeOf } from '../../dockerfile/positions';
import { insertLinesBefore } from '../edits';
import { environmentOf, goCommandsOf } from '../goCommands';
import { goFolderOf } from '../goPackages';
import type { Rule } from '../rule';

export const privateModulesUnnamed: Rule = {
    id: 'private-modules-unnamed',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'GOPRIVATE names the hosts of private modules',
    why: 'Go asks the public proxy and checksum database for every module that GOPRIVATE does not name: they learn its path, and the download fails with `404 Not Found` or asks for a user.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nENV GOPRIVATE=git.corp.internal\nRUN go mod download\n',
            files: {
                'go.mod': 'module git.corp.internal/app\n\ngo 1.27\n\nrequire git.corp.internal/lib v1.0.0\n',
                'go.sum': '',
                'main.go': 'package main\n\nfunc main() {\n\tprintln()\n}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, project } = subject;
        for (const stage of dockerfile.stages)
            for (const command of goCommandsOf(dockerfile, stage)) {
                if (command.subcommand !== 'mod download') continue;
                const folder = goFolderOf(subject, stage, command) ?? '';
                const module = project?.modules.find(({ dir }) => dir === folder);
                if (module === undefined || module.vendored) continue;
                const hosts = module.privateHosts.filter(isSurelyPrivate);
                if (hosts.length === 0) continue;
                const names = ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOPROXY', 'GOSUMDB', 'GOFLAGS', 'GOAUTH'];
                if (names.some((name) => environmentOf(dockerfile, command, name) !== '')) continue;
                if (/go env -w[^\n]*GO(PRIVATE|PROXY)/.test(dockerfile.text)) continue;
                const { name, args } = command.command;
                yield {
                    message: `\`GOPRIVATE\` does not name ${hosts.map((host) => `\`${host}\``).join(', ')}, which the public proxy does not serve`,
                    range: rangeOf(dockerfile, { start: name.start, end: args[1]?.end ?? name.end }),
                    fixes: [
                        {
                            title: 'Set `GOPRIVATE`',
                            preferred: true,
                            edits: [
                                insertLinesBefore(dockerfile, command.instruction, `ENV GOPRIVATE=${hosts.join(',')}`),
                            ],
                        },
                    ],
                };
                break;
            }
    },
};

/** One that only a network of its own has, or one that is called after a server of repositories: any other may be public. */
function isSurelyPrivate(host: string): boolean {
    return /\.(corp|internal|intranet|lan|local|private|home|test)$|^(git|gitlab|gitea|ghe|bitbucket|stash|svn)\./.test(
        host,
    );
}
