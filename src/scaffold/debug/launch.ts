import type { Debugged } from './debug';

export function writeLaunch(debugged: readonly Debugged[]): string {
    const configurations = debugged.map(({ service, context, hostPort }) => ({
        name: `Attach to ${service} in its container`,
        type: 'go',
        request: 'attach',
        mode: 'remote',
        debugAdapter: 'dlv-dap',
        host: '127.0.0.1',
        port: hostPort,
        substitutePath: [
            { from: context === '' ? '${workspaceFolder}' : `\${workspaceFolder}/${context}`, to: '/src' },
            { from: '${userHome}/go/pkg/mod', to: '/go/pkg/mod' },
        ],
    }));
    return [
        '// Start it with: docker compose -f compose.yaml -f compose.debug.yaml up --build',
        `${JSON.stringify({ version: '0.2.0', configurations }, undefined, 4)}\n`,
    ].join('\n');
}
