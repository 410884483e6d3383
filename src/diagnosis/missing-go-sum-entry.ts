import type { Project } from '../project/project';
import type { Signature } from './signature';

export const missingGoSumEntry: Signature = {
    id: 'missing-go-sum-entry',
    summary: 'The build knows no checksum for a module that it needs',
    // a container that compiles on every change says so while it runs
    phases: ['build', 'run'],
    shows: /missing go\.sum entry for (?:go\.mod file|module providing package ([^\s(;:]+))/i,

    explain({ groups: [, missing] }, _failure, project) {
        const forWhat = missing === undefined ? 'a module that go.mod requires' : `the module of \`${missing}\``;
        return {
            likelihood: 'certain',
            cause: `The go.sum that the build sees has no checksum for ${forWhat}: ${why(project)}`,
            remedy:
                'Run `go mod tidy` on your machine, commit go.sum, and copy it beside go.mod before the modules are downloaded: ' +
                '`COPY go.mod go.sum ./`',
        };
    },

    examples: [
        {
            phase: 'build',
            lines: [
                '#12 [build 4/6] RUN go build -o /out/api ./cmd/api',
                '#12 0.412 cmd/api/main.go:11:2: missing go.sum entry for module providing package github.com/go-chi/chi/v5 (imported by example.com/shop/cmd/api); to add:',
                '#12 0.412 \tgo get example.com/shop/cmd/api',
            ],
            exitCode: 1,
        },
        {
            phase: 'build',
            lines: ['0.301 go: github.com/redis/go-redis/v9@v9.7.0: missing go.sum entry for go.mod file; to add it:'],
            exitCode: 1,
        },
    ],
};

function why(project: Project | undefined): string {
    const withoutSum = project?.modules.find(({ hasSum, requires }) => !hasSum && requires.length > 0);
    if (withoutSum !== undefined)
        return `\`${withoutSum.path}\` has no go.sum beside its go.mod on this machine either`;
    if (project !== undefined && project.modules.length > 0)
        return 'the project has a go.sum, so it was not copied, is left out by .dockerignore, or is older than go.mod';
    return 'it was not copied, is left out by .dockerignore, or is older than go.mod';
}
