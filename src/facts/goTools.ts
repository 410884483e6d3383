/** A program for developers of Go whose script for installing is often piped into a shell, though Go installs it, too. */
export interface GoTool {
    /** Where its script is. */
    readonly script: RegExp;
    /** Its newest version as of 2026-11-24, by `go list -m MODULE@latest`. */
    readonly newest: string;
    /** What `go install` takes for a version such as `v1.2.3`. */
    readonly packageOf: (version: string) => string;
}

export const goTools: readonly GoTool[] = [
    {
        script: /^https:\/\/(?:golangci-lint\.run|raw\.githubusercontent\.com\/golangci\/golangci-lint\/[^/]+)\/install\.sh$/,
        newest: 'v2.15.0',
        packageOf: (version) =>
            `github.com/golangci/golangci-lint/${version.startsWith('v1.') ? '' : 'v2/'}cmd/golangci-lint`,
    },
    {
        script: /^https:\/\/(?:raw\.githubusercontent\.com\/(?:cosmtrek|air-verse)\/air\/[^/]+\/install\.sh|goblin\.run\/github\.com\/(?:cosmtrek|air-verse)\/air)$/,
        newest: 'v1.67.4',
        // it has moved with v1.52.1
        packageOf: (version) =>
            Number(version.split('.')[1]) > 52 ? 'github.com/air-verse/air' : 'github.com/cosmtrek/air',
    },
    {
        script: /^https:\/\/raw\.githubusercontent\.com\/reviewdog\/reviewdog\/[^/]+\/install\.sh$/,
        newest: 'v0.21.3',
        packageOf: () => 'github.com/reviewdog/reviewdog/cmd/reviewdog',
    },
    {
        script: /^https:\/\/raw\.githubusercontent\.com\/securego\/gosec\/[^/]+\/install\.sh$/,
        newest: 'v2.30.0',
        packageOf: () => 'github.com/securego/gosec/v2/cmd/gosec',
    },
];
