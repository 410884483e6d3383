import type { Project } from '../project/project';
import type { Signature } from './signature';

export const goModRequiresNewerGo: Signature = {
    id: 'go-mod-requires-newer-go',
    summary: 'The build image has an older Go than the modules ask for',
    // a container that compiles on every change says so while it runs
    phases: ['build', 'run'],
    shows: /go: (?:module )?(\S+) requires go >= (\d[\w.]*) \(running go (\d[\w.]*)|invalid go version '(\d[\w.]*)': must match format|go: download (go\d[\w.]*) for \S+: toolchain not available/i,

    explain({ groups: [, who = 'go.mod', minimum, running, refused, toolchain] }, _failure, project) {
        const wanted = minimum ?? refused ?? toolchain?.replace(/^go/, '') ?? '';
        const has = running === undefined ? 'an older one' : `Go ${running}`;
        return {
            likelihood: 'certain',
            cause: `\`${who}\`${goLine(project, wanted)} asks for Go ${wanted} or newer, and the image builds with ${has}`,
            remedy: `Build from \`golang:${wanted}\` or newer, or lower the \`go\` line of go.mod where nothing in it needs Go ${wanted}`,
        };
    },

    examples: [
        {
            phase: 'build',
            lines: ['#9 0.221 go: go.mod requires go >= 1.28 (running go 1.27.4; GOTOOLCHAIN=local)'],
            exitCode: 1,
        },
        {
            phase: 'build',
            lines: [
                '#11 1.804 go: github.com/jackc/pgx/v5@v5.9.0 requires go >= 1.25.0 (running go 1.24.9; GOTOOLCHAIN=local)',
            ],
            exitCode: 1,
        },
        {
            phase: 'build',
            lines: [
                '#9 0.198 go: errors parsing go.mod:',
                "#9 0.198 /src/go.mod:3: invalid go version '1.27.0': must match format 1.23",
            ],
            exitCode: 1,
        },
    ],
};

/** The line of the project's go.mod that says so. */
function goLine(project: Project | undefined, wanted: string): string {
    const source = project?.modules.find(({ go }) => go === wanted)?.goSource;
    return source == null ? '' : ` (${source.file}:${source.line + 1})`;
}
