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
            'lint by the builder, and by `gopherdock` where the variable `GOPHERDOCK_CLI` says where its package is',
            'the one judges with the very frontend that builds; the other knows the Go project too, and you choose its version',
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
        ...explainAccess(pipeline, isGithub),
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

function explainTests({ modules, packages, webBuilds }: Pipeline): Reason[] {
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
        ...webBuilds.map(({ folder, outputs }) =>
            because(
                `\`${folder}\` is built before the tests`,
                `a program embeds ${quoteList(outputs)}, which is not in the tree: without it nothing compiles`,
            ),
        ),
    ];
}

function explainPlatforms({ images }: Pipeline): Reason[] {
    const onOne = images.find(({ platforms }) => platforms.length === 1);
    const crossed = images.find(({ cgo, platforms }) => cgo && platforms.length > 1);
    return [
        ...(images.some((image) => !image.cgo)
            ? [because('amd64 and arm64', 'without cgo Go compiles for both on the same machine, as fast as for one')]
            : []),
        ...(crossed === undefined
            ? []
            : [
                  {
                      what: `${images.length === 1 ? '' : `${crossed.target}: `}amd64 and arm64`,
                      because: `\`${crossed.cgoReason?.import ?? 'C'}\` needs cgo, and \`xx\` compiles its C code for both on the same machine`,
                      source: crossed.cgoReason ?? null,
                  },
              ]),
        ...(onOne === undefined
            ? []
            : [
                  {
                      what: `${images.length === 1 ? '' : `${onOne.target}: `}amd64 only`,
                      because: `\`${onOne.cgoReason?.import ?? 'C'}\` needs cgo: emulated, its C code would compile ten times slower; \`cross=xx\` compiles it for both on the same machine`,
                      source: onOne.cgoReason ?? null,
                  },
              ]),
        ...(images.some(({ runsInImage, platforms }) => runsInImage && platforms.length > 1)
            ? [
                  because(
                      'emulation of arm64',
                      'the image installs packages while it is built, by programs of its own platform',
                  ),
              ]
            : []),
    ];
}

function explainCaches({ images }: Pipeline, isGithub: boolean): Reason[] {
    const vendored = images.every(({ mounts }) => mounts.every(({ name }) => name !== 'modules'));
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

function explainAccess({ access }: Pipeline, isGithub: boolean): Reason[] {
    const { patterns, by, proxy, unchecked, hasAuthority } = access;
    const add = isGithub ? 'add a secret of that name with' : 'add a CI/CD variable of that name and of type File with';
    const asked = (what: string): Reason => because(what, 'the images download their modules the same way');
    return [
        ...(patterns.length === 0
            ? []
            : [
                  by === 'ssh'
                      ? because(
                            `a secret \`SSH_PRIVATE_KEY\` and GOPRIVATE for ${quoteList(patterns)}`,
                            `these modules are reached by SSH: ${add} the private half of a key that may read them`,
                        )
                      : because(
                            `a secret \`NETRC\` and GOPRIVATE for ${quoteList(patterns)}`,
                            `these modules need credentials: ${add} a line of a netrc file`,
                        ),
              ]),
        ...(proxy === undefined ? [] : [asked(`GOPROXY \`${proxy}\``)]),
        ...(unchecked === undefined ? [] : [asked(`GONOSUMDB \`${unchecked}\``)]),
        ...(hasAuthority
            ? [
                  because(
                      'a secret `CA_CERTIFICATES`',
                      `tests and builds trust it beside the public ones: ${add} the certificates of the company`,
                  ),
              ]
            : []),
    ];
}
