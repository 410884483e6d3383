import type { Choices, Reason } from '../scaffold';
import { readSetting } from '../settings';
import type { BuildSet } from '../buildSets';

/** How a build reaches the modules that it downloads. */
export interface Access {
    readonly environment: readonly string[];
    /** What each RUN that downloads is given. */
    readonly mounts: readonly string[];
    /** Comment lines that say what to start the build with. */
    readonly usage: readonly string[];
    readonly setup: readonly string[];
    /** Installed where the image lacks it. */
    readonly packages: readonly string[];
    readonly reasons: readonly Reason[];
}

const netrc = '--mount=type=secret,id=netrc,target=/root/.netrc';
/** Over the file that every program of the stage reads; without the secret the public certificates stay. */
const authority = '--mount=type=secret,id=ca,target=/etc/ssl/certs/ca-certificates.crt';

export function planAccess(set: BuildSet, choices: Choices): Access {
    const patterns = privatePatternsOf(set);
    const isPrivate = patterns.length > 0;
    const ssh = isPrivate && readSetting(choices.set, 'private') === 'ssh';
    const proxy = readSetting(choices.set, 'goproxy');
    const unchecked = readSetting(choices.set, 'gonosumdb');
    const hasAuthority = readSetting(choices.set, 'ca') === 'secret';
    return {
        environment: [
            ...(isPrivate ? [`ENV GOPRIVATE=${patterns.join(',')}`] : []),
            ...(proxy === undefined ? [] : [`ENV GOPROXY="${proxy}"`]),
            ...(unchecked === undefined ? [] : [`ENV GONOSUMDB="${unchecked}"`]),
            ...(ssh ? ['ENV GIT_SSH_COMMAND="ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new"'] : []),
        ],
        mounts: [...(isPrivate ? [ssh ? '--mount=type=ssh' : netrc] : []), ...(hasAuthority ? [authority] : [])],
        usage: [
            ...(isPrivate
                ? [
                      ssh
                          ? '# Credentials: docker build --ssh default .'
                          : '# Credentials: docker build --secret id=netrc,src=$HOME/.netrc .',
                  ]
                : []),
            ...(hasAuthority ? ['# Certificates: docker build --secret id=ca,src=company-and-public.pem .'] : []),
        ],
        setup: ssh
            ? patterns
                  .filter((pattern) => !pattern.includes('*'))
                  .map((place) => `RUN git config --global url."ssh://git@${place}/".insteadOf https://${place}/`)
            : [],
        packages: isPrivate ? ['git', ...(ssh ? ['openssh-client'] : [])] : [],
        reasons: explain(set, { ssh, proxy, unchecked, hasAuthority }),
    };
}

function explain(
    set: BuildSet,
    chosen: { ssh: boolean; proxy: string | undefined; unchecked: string | undefined; hasAuthority: boolean },
): Reason[] {
    const [host] = set.modules.flatMap(({ privateHosts }) => privateHosts);
    const asked = (what: string): Reason => ({ what, because: 'it was asked for', source: null });
    return [
        ...(host === undefined
            ? []
            : [
                  {
                      what: chosen.ssh ? 'the SSH agent and GOPRIVATE' : 'a secret `netrc` and GOPRIVATE',
                      because: `modules of \`${host}\` cannot be downloaded without credentials, which must not stay in a layer`,
                      source: null,
                  },
              ]),
        ...(chosen.proxy === undefined ? [] : [asked(`GOPROXY \`${chosen.proxy}\``)]),
        ...(chosen.unchecked === undefined ? [] : [asked(`GONOSUMDB \`${chosen.unchecked}\``)]),
        ...(chosen.hasAuthority
            ? [
                  {
                      what: 'a secret `ca`',
                      because:
                          'downloads trust the bundle that the build is given, and it stays in no layer; HTTP_PROXY and its like need no line, a builder passes them by itself',
                      source: null,
                  },
              ]
            : []),
    ];
}

const sharedHosts = new Set(['github.com', 'gitlab.com', 'bitbucket.org']);

/** What GOPRIVATE is set to. On a host that everybody uses, only what has the same owner, where there is such a thing: the rest is faster and safer through the proxy. */
export function privatePatternsOf(set: BuildSet): string[] {
    const patterns = set.modules.flatMap(({ path, privateHosts, requires }) =>
        privateHosts.map((host) => {
            const owner = path.split('/').slice(0, 2).join('/');
            const isOwn = sharedHosts.has(host) && requires.some((required) => required.path.startsWith(`${owner}/`));
            return isOwn && owner.startsWith(`${host}/`) ? owner : host;
        }),
    );
    return [...new Set(patterns)].filter((pattern) => /^[\w*./-]+$/.test(pattern)).sort();
}
