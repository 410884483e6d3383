import { quoteList } from '../image/words';
import type { Reason } from '../scaffold';
import type { Pipeline } from './plan';

/** Why the pipeline is as it is. */
export function explainPipeline(pipeline: Pipeline, host: 'github' | 'gitlab'): Reason[] {
    const isGithub = host === 'github';
    return [
        because(
            isGithub ? 'GitHub Actions' : 'GitLab CI',
            isGithub ? 'it is the default; `ci=gitlab` gives a pipeline for GitLab' : '`ci=gitlab` was asked for',
        ),
        ...explainTests(pipeline),
        because(
            'lint by `docker build --check`',
            `it comes with Docker, while another linter would have to be installed first`,
        ),
        ...explainPlatforms(pipeline),
        ...explainCaches(pipeline, isGithub),
        because(
            'pushed only from the main branch and from tags',
            isGithub
                ? 'a pull request may come from anybody; main and master are both named, as the project does not tell which it has'
                : 'a merge request may come from anybody',
        ),
        because(
            isGithub
                ? '`packages: write` for one job only, and no secret for the registry'
                : 'no secret for the registry',
            isGithub
                ? 'the token of the run may push to ghcr.io, and no other job needs to'
                : 'GitLab gives every job credentials for the registry of its project',
        ),
        because('SBOM and provenance', 'they tell later what is in an image and what it was built from'),
        because(
            'the scan only reports',
            'the first run is not to fail for something that was there before; a report is the time to decide on a gate',
        ),
        ...explainArguments(pipeline),
        ...explainPrivate(pipeline, isGithub),
        ...(isGithub
            ? [
                  because(
                      'actions by their major version, the scanner by a commit',
                      'major versions bring repairs; the tags of the scanner have been moved to foreign code once',
                  ),
              ]
            : [
                  because(
                      'a Docker engine as a service',
                      'the builder needs one; the runner must allow privileged containers for it',
                  ),
              ]),
    ];
}

function because(what: string, why: string): Reason {
    return { what, because: why, source: null };
}

function explainTests({ modules, packages }: Pipeline): Reason[] {
    const [first] = modules;
    const isNamed = modules.every(({ goFile }) => goFile !== undefined);
    const told =
        first?.goFile === undefined || !isNamed
            ? `Go ${first?.goVersion ?? ''}`
            : `the Go that \`${first.goFile}\` names`;
    return [
        because(`tested with ${told}`, 'the image is compiled by the same release'),
        because('`-race`', 'the runner has a C compiler, and a data race shows nowhere else before production'),
        ...(modules.length > 1
            ? [because(`${String(modules.length)} modules, each by itself`, '`./...` ends where another module begins')]
            : []),
        ...(packages.length > 0
            ? [because(`\`${packages.join(' ')}\` for the tests`, 'the C code is compiled with it')]
            : []),
    ];
}

function explainPlatforms({ images }: Pipeline): Reason[] {
    const cgo = images.find((image) => image.cgo);
    return [
        ...(images.some((image) => !image.cgo)
            ? [because('amd64 and arm64', 'without cgo Go compiles for both on the same machine, as fast as for one')]
            : []),
        ...(cgo === undefined
            ? []
            : [
                  {
                      what: `${images.length === 1 ? '' : `${cgo.target}: `}amd64 only`,
                      because: `\`${cgo.cgoReason?.import ?? 'C'}\` needs cgo: emulated, its C code would compile ten times slower; for arm64 build on a runner of that kind`,
                      source: cgo.cgoReason ?? null,
                  },
              ]),
    ];
}

function explainCaches({ images }: Pipeline, isGithub: boolean): Reason[] {
    const vendored = images.every(({ downloads }) => !downloads);
    return [
        because(
            'cache mounts are carried from run to run',
            `a cache in a registry has layers only, and a new machine has empty mounts${isGithub ? ': buildkit-cache-dance and actions/cache bring them' : ''}; saved again only when the modules or the Dockerfile change, as saving takes longer than compiling the rest`,
        ),
        because(
            'a registry cache with `mode=max`',
            'it has the layers of the build stages too, so that a build without changes compiles nothing',
        ),
        ...(vendored
            ? [
                  because(
                      'no cache for modules in the image build',
                      'nothing is downloaded: there are no requirements or they are in the vendor folder',
                  ),
              ]
            : []),
    ];
}

function explainArguments({ images }: Pipeline): Reason[] {
    const names = new Set(images.flatMap((image) => image.arguments));
    if (names.size === 0) return [];
    const date = names.has('DATE') ? '; the date is that of the commit, so that one commit gives one program' : '';
    return [because(`build arguments ${quoteList([...names].sort())}`, `the program has variables for them${date}`)];
}

function explainPrivate({ privatePatterns }: Pipeline, isGithub: boolean): Reason[] {
    if (privatePatterns.length === 0) return [];
    return [
        because(
            `a secret \`NETRC\` and GOPRIVATE for ${quoteList(privatePatterns)}`,
            isGithub
                ? 'these modules need credentials: add a secret of that name with a line of a netrc file'
                : 'these modules need credentials: add a CI/CD variable of that name and of type File with a line of a netrc file',
        ),
    ];
}
