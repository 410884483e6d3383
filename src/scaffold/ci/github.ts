import { githubRunner } from '../../facts/ciActions';
import { githubImageJob } from './githubImage';
import { checkout } from './githubSteps';
import { githubTestJob } from './githubTest';
import { checkWithBuilder, linterVariable, lintFiles } from './lintCommands';
import type { Pipeline } from './plan';
import { writeMap, type YamlLiteral } from '../yaml';

/** The text of a workflow of GitHub Actions. */
export function writeGithub(pipeline: Pipeline): string {
    const jobs = { test: githubTestJob(pipeline), lint: lintJob(pipeline), image: githubImageJob(pipeline) };
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

function lintJob(pipeline: Pipeline): YamlLiteral {
    return {
        'runs-on': githubRunner,
        'timeout-minutes': 10,
        steps: [
            checkout,
            {
                '# Where gopherdock-cli.tgz is: a path in the repository with ./ in front, or an https address. Each finding is':
                    null,
                '# shown at its line of the pull request.': null,
                if: `vars.${linterVariable} != ''`,
                env: { [linterVariable]: `\${{ vars.${linterVariable} }}` },
                run: lintFiles(pipeline, 'github'),
            },
            ...pipeline.dockerfiles.map((built) => ({ run: checkWithBuilder(built) })),
        ],
    };
}
