import { actions, githubRunner } from '../../facts/ciActions';
import { createMatrix } from './githubMatrix';
import { accessSteps, checkout, webSteps } from './githubSteps';
import { goEnvironment } from './moduleAccess';
import { goFlags, type Pipeline } from './plan';
import type { YamlLiteral } from '../yaml';

/** The job that vets and tests each module. */
export function githubTestJob({ modules, packages, access, webBuilds, tags }: Pipeline): YamlLiteral {
    const isNamed = modules.every(({ goFile }) => goFile !== undefined);
    const { strategy, text } = createMatrix(
        modules.map(({ folder, goFile, goVersion, ignoresWorkspace, sum }) => ({
            folder,
            sum,
            go: isNamed ? (goFile ?? '') : goVersion,
            // Empty is as if it were not set.
            work: ignoresWorkspace ? 'off' : '',
        })),
        ['folder', 'go', 'sum', 'work'],
    );
    const environment = { GOWORK: text('work') === '' ? undefined : text('work'), ...goEnvironment(access) };
    const flags = goFlags(tags);
    return {
        'runs-on': githubRunner,
        'timeout-minutes': 30,
        strategy,
        env: Object.values(environment).some((value) => value !== undefined) ? environment : undefined,
        defaults: text('folder') === '.' ? undefined : { run: { 'working-directory': text('folder') } },
        steps: [
            checkout,
            {
                uses: actions.setupGo,
                with: {
                    [isNamed ? 'go-version-file' : 'go-version']: text('go'),
                    'cache-dependency-path': text('sum'),
                },
            },
            ...(packages.length > 0
                ? [
                      {
                          run: `sudo apt-get update\nsudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
                      },
                  ]
                : []),
            ...accessSteps(access, false),
            ...webSteps(webBuilds),
            { run: `go vet${flags} ./...` },
            { run: `go test -race${flags} ./...` },
        ],
    };
}
