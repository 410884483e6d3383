import { actions, githubRunner } from '../../facts/ciActions';
import { shellWord } from '../image/words';
import { githubImageJob } from './githubImage';
import { createMatrix } from './githubMatrix';
import { checkout } from './githubSteps';
import { goFlags, type Pipeline } from './plan';
import { writeMap, type YamlLiteral } from '../yaml';

/** The text of a workflow of GitHub Actions. */
export function writeGithub(pipeline: Pipeline): string {
    const jobs = { test: testJob(pipeline), lint: lintJob(pipeline), image: githubImageJob(pipeline) };
    const parts = [
        {
            '# Tests the modules, builds the images, and pushes them from the main branch and from tags such as v1.2.3.':
                null,
            name: 'containers',
        },
        { on: { push: { branches: ['main', 'master'], tags: ['v*'] }, pull_request: null } },
        { '# No job may do more than read, but those that say so.': null, permissions: { contents: 'read' } },
        {
            '# A newer push makes a check of the older one pointless; what is being published is finished.': null,
            concurrency: {
                group: '${{ github.workflow }}-${{ github.ref }}',
                'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
            },
        },
    ].map((part) => writeMap(part).join('\n'));
    const written = Object.entries(jobs).map(([name, job]) => writeMap({ [name]: job }, '  ').join('\n'));
    return `${parts.join('\n\n')}\n\njobs:\n${written.join('\n\n')}\n`;
}

function testJob({ modules, packages, privatePatterns, tags }: Pipeline): YamlLiteral {
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
    const environment = {
        ...(text('work') === '' ? {} : { GOWORK: text('work') }),
        ...(privatePatterns.length > 0 ? { GOPRIVATE: privatePatterns.join(',') } : {}),
    };
    const flags = goFlags(tags);
    return {
        'runs-on': githubRunner,
        'timeout-minutes': 30,
        strategy,
        env: Object.keys(environment).length > 0 ? environment : undefined,
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
            ...(privatePatterns.length > 0
                ? [
                      {
                          '# A secret of the repository: machine git.example.com login NAME password TOKEN': null,
                          env: { NETRC: '${{ secrets.NETRC }}' },
                          run: '(umask 077; printf \'%s\\n\' "$NETRC" > ~/.netrc)',
                      },
                  ]
                : []),
            { run: `go vet${flags} ./...` },
            { run: `go test -race${flags} ./...` },
        ],
    };
}

function lintJob({ dockerfiles }: Pipeline): YamlLiteral {
    return {
        'runs-on': githubRunner,
        'timeout-minutes': 10,
        steps: [
            checkout,
            ...dockerfiles.map(({ dockerfile, context }) => ({
                run: `docker build --check --file ${shellWord(dockerfile)} ${shellWord(context)}`,
            })),
        ],
    };
}
