import type { Signature } from './signature';

const driver = 'github.com/mattn/go-sqlite3';

export const cgoDisabledSqlite: Signature = {
    id: 'cgo-disabled-sqlite',
    summary: 'The SQLite driver was built without cgo and can only report that',
    // a build that runs the tests says so, too
    phases: ['build', 'start', 'run'],
    shows: /Binary was compiled with \\?'CGO_ENABLED=0\\?', go-sqlite3 requires cgo to work/i,

    explain(_match, { image }, project) {
        const required = project?.modules.flatMap(({ requires }) => requires).find(({ path }) => path === driver);
        const where = required === undefined ? '' : ` (${required.file}:${required.line + 1})`;
        return {
            likelihood: image?.binary?.cgo === true ? 'likely' : 'certain',
            cause: `\`${driver}\`${where} is C code behind a Go interface, and the program was built with \`CGO_ENABLED=0\``,
            remedy:
                'Build with `CGO_ENABLED=1` and a C compiler, and start the final stage from an image with the same C library; ' +
                'or use the driver `modernc.org/sqlite`, which needs no cgo',
        };
    },

    examples: [
        {
            phase: 'run',
            lines: [
                "2026/11/24 10:11:12 open ledger: Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub",
            ],
            exitCode: 1,
        },
        {
            phase: 'run',
            lines: [
                `{"time":"2026-11-24T10:11:12Z","level":"ERROR","msg":"open database","err":"Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub"}`,
            ],
            exitCode: 1,
        },
    ],
};
