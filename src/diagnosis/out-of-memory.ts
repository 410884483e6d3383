import type { Failure } from './failure';
import { readableLine } from './readableLine';
import type { Match, Signature } from './signature';

/** The kernel's SIGKILL, which no program can answer. */
const killed = 137;
const buildWords =
    /: signal: killed$|did not complete successfully: exit code: 137|ResourceExhausted: .*cannot allocate memory/i;
const runtimeWords = /^fatal error: (?:runtime: )?(?:cannot allocate memory|out of memory)|^runtime: out of memory/i;

export const outOfMemory: Signature = {
    id: 'out-of-memory',
    summary: 'A process was killed for the memory that it used',
    phases: ['build', 'start', 'run'],
    shows: (failure) =>
        failure.phase === 'build'
            ? find(failure, buildWords)
            : (ofEngine(failure) ?? find(failure, runtimeWords) ?? ofExitCode(failure)),

    explain({ groups: [how] }, { phase, oomKilled }) {
        if (phase === 'build')
            return {
                likelihood: 'likely',
                cause: 'The builder ran out of memory and the kernel killed the compiler',
                remedy: "Give the engine's machine more memory, or compile fewer packages at a time: `go build -p 2`",
            };
        const remedy =
            'Raise the memory limit, and set `GOMEMLIMIT` to about nine tenths of it so that the garbage collector works harder before the limit; ' +
            'a heap profile of `net/http/pprof` shows what holds the memory';
        if (how === 'exit code')
            return {
                likelihood: 'possible',
                cause: 'The container was killed with SIGKILL (exit code 137): it used more memory than its limit, or did not end in time when it was stopped',
                remedy: `See whether \`docker inspect\` says \`"OOMKilled": true\`. If so: ${remedy}`,
            };
        return {
            likelihood: oomKilled ? 'certain' : 'likely',
            cause: 'The container used more memory than its limit, and the kernel killed it: Go itself could not say a word about it',
            remedy,
        };
    },

    examples: [
        { phase: 'run', exitCode: killed, oomKilled: true, lines: ['{"level":"INFO","msg":"import started"}'] },
        { phase: 'run', exitCode: killed },
        { phase: 'run', exitCode: 2, lines: ['fatal error: runtime: cannot allocate memory'] },
        {
            phase: 'build',
            engineError: 'process "/bin/sh -c go build ./..." did not complete successfully: exit code: 137',
        },
        {
            phase: 'build',
            exitCode: 1,
            lines: [
                '#14 61.22 github.com/aws/aws-sdk-go-v2/service/ec2: /usr/local/go/pkg/tool/linux_amd64/compile: signal: killed',
            ],
        },
    ],
};

function ofEngine({ oomKilled }: Failure): Match | undefined {
    return oomKilled ? { line: -1, text: 'the engine says `OOMKilled`', groups: ['engine'] } : undefined;
}

/** Where the container itself was looked at, the engine would have said so: then it was another SIGKILL. */
function ofExitCode({ exitCode, image }: Failure): Match | undefined {
    if (exitCode !== killed || image !== undefined) return undefined;
    return { line: -1, text: 'exit code 137', groups: ['exit code'] };
}

function find({ lines, engineError = '' }: Failure, words: RegExp): Match | undefined {
    const line = lines.findLastIndex((raw) => words.test(readableLine(raw)));
    const text = readableLine(lines[line] ?? engineError);
    return words.test(text) ? { line, text, groups: ['log'] } : undefined;
}
