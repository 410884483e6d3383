import { entry, listOf, mapOf, renderMap } from '../yaml';
import { delvePort } from '../image/debugStages';
import type { Debugged } from './debug';

export function writeComposeOverride(debugged: readonly Debugged[]): string {
    const services = debugged.map(({ service, stage, hostPort }) =>
        entry(
            service,
            mapOf(
                entry('build', mapOf(entry('target', stage))),
                entry('image', `${service}-debug:dev`),
                entry('ports', listOf(`127.0.0.1:${hostPort}:${delvePort}`)),
                entry('healthcheck', mapOf(entry('disable', true))),
                entry('restart', 'no'),
                entry('mem_limit', '1g', 'Delve reads all that is known of the program.'),
                entry('stop_grace_period', '1s'),
            ),
        ),
    );
    return [
        '# docker compose -f compose.yaml -f compose.debug.yaml up --build, then attach as .vscode/launch.json says.',
        ...renderMap(mapOf(entry('services', mapOf(...services)))),
        '',
    ].join('\n');
}
