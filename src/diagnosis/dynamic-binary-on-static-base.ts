import type { Project } from '../project/project';
import type { Failure, ImageFacts } from './failure';
import type { Signature } from './signature';

export const dynamicBinaryOnStaticBase: Signature = {
    id: 'dynamic-binary-on-static-base',
    summary: 'The program is there, but the loader that it is linked against is not in the image',
    phases: ['start', 'run'],
    shows: /(?:^|[:\]] )exec (?:user process caused|"?(\/[^\s":]+)"?(?: failed)?): no such file or directory/i,

    explain(match, failure, project) {
        const program = match.groups[1] ?? failure.image?.entrypoint[0] ?? 'the program';
        // a script fails with the same words, for the interpreter that its first line names
        if (/\.(?:sh|bash|py|pl)$/.test(program)) return undefined;
        const binary = failure.image?.binary;
        if (binary?.dynamic === false) return undefined;
        return {
            likelihood: binary === undefined ? 'likely' : 'certain',
            cause: cause(program, binary) + whyCgo(program, project),
            remedy:
                'Build it with `CGO_ENABLED=0` and without `-buildmode=pie`; where it needs cgo, start the final stage from an image ' +
                'with the C library of the build: `gcr.io/distroless/base-debian13` for glibc, `alpine` for musl',
        };
    },

    examples: [
        { phase: 'run', lines: ['exec /app: no such file or directory'], exitCode: 255 },
        {
            phase: 'run',
            lines: ['standard_init_linux.go:228: exec user process caused: no such file or directory'],
            exitCode: 1,
        },
        {
            phase: 'run',
            lines: ['exec /usr/local/bin/ledger: no such file or directory'],
            exitCode: 255,
            image: imageOf('/usr/local/bin/ledger', '/lib64/ld-linux-x86-64.so.2'),
        },
        { phase: 'run', exitCode: 127, lines: ['[FATAL tini (7)] exec /server failed: No such file or directory'] },
    ],
};

function cause(program: string, binary: ImageFacts['binary']): string {
    if (binary === undefined)
        return `\`${program}\` is most likely linked dynamically: the kernel finds the program but not its loader, which an image such as \`scratch\` or \`distroless/static\` does not have`;
    const loader = binary.interpreter === undefined ? 'shared libraries' : `the loader \`${binary.interpreter}\``;
    return `\`${program}\` is linked dynamically and needs ${loader}, which the image does not have`;
}

/** The import that turned cgo on, where the sources tell. */
function whyCgo(program: string, project: Project | undefined): string {
    const name = program.slice(program.lastIndexOf('/') + 1);
    const cgoCommands = project?.commands.filter(({ cgo }) => cgo) ?? [];
    const [reason] = (cgoCommands.find((command) => command.name === name) ?? cgoCommands[0])?.cgoReasons ?? [];
    if (reason === undefined) return '';
    const who = reason.import === 'C' ? 'code of its own' : `\`${reason.import}\``;
    return `; ${who} needs cgo (${reason.file}:${reason.line + 1})`;
}

function imageOf(program: string, interpreter: string): Failure['image'] {
    const binary = { dynamic: true, interpreter, machine: 'x86-64', goVersion: 'go1.26.1', cgo: true };
    return { reference: 'ledger:dev', arch: 'amd64', entrypoint: [program], binary };
}
