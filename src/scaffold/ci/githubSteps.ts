import { actions } from '../../facts/ciActions';
import { isPrivate, sshCommand, useSshForGit, type ModuleAccess } from './moduleAccess';
import type { WebBuild } from './webBuilds';
import type { YamlLiteral } from '../yaml';

/** The token is not left in .git/config, where a test could read it. */
export const checkout: YamlLiteral = { uses: actions.checkout, with: { 'persist-credentials': false } };

const authority = '/usr/local/share/ca-certificates/company.crt';

/** What a job needs before it downloads modules. `inContainer`: a builder downloads, which is given a netrc by its own name. */
export function accessSteps(access: ModuleAccess, inContainer: boolean): YamlLiteral[] {
    const { by, hasAuthority } = access;
    return [
        ...(hasAuthority
            ? [
                  {
                      '# A secret of the repository: the certificates of the company, in PEM.': null,
                      env: { CA_CERTIFICATES: '${{ secrets.CA_CERTIFICATES }}' },
                      run: [
                          `printf '%s\\n' "$CA_CERTIFICATES" | sudo tee ${authority} > /dev/null`,
                          'sudo update-ca-certificates',
                          `echo "NODE_EXTRA_CA_CERTS=${authority}" >> "$GITHUB_ENV"`,
                      ].join('\n'),
                  },
              ]
            : []),
        ...(isPrivate(access) && by === 'netrc' && !inContainer
            ? [
                  {
                      '# A secret of the repository: machine git.example.com login NAME password TOKEN': null,
                      env: { NETRC: '${{ secrets.NETRC }}' },
                      run: '(umask 077; printf \'%s\\n\' "$NETRC" > ~/.netrc)',
                  },
              ]
            : []),
        ...(isPrivate(access) && by === 'ssh'
            ? [
                  {
                      '# A secret of the repository: the private half of a key that may read the modules.': null,
                      env: { SSH_PRIVATE_KEY: '${{ secrets.SSH_PRIVATE_KEY }}' },
                      run: [
                          'eval "$(ssh-agent -s)"',
                          `printf '%s\\n' "$SSH_PRIVATE_KEY" | ssh-add -`,
                          'echo "SSH_AUTH_SOCK=$SSH_AUTH_SOCK" >> "$GITHUB_ENV"',
                          ...(inContainer
                              ? []
                              : [`echo "GIT_SSH_COMMAND=${sshCommand}" >> "$GITHUB_ENV"`, ...useSshForGit(access)]),
                      ].join('\n'),
                  },
              ]
            : []),
    ];
}

/** Builds what the programs embed: without it they do not compile. */
export function webSteps(builds: readonly WebBuild[]): YamlLiteral[] {
    if (builds.length === 0) return [];
    const usesBun = builds.some(({ packageManager }) => packageManager === 'bun');
    const node = builds.find(({ packageManager }) => packageManager !== 'bun');
    return [
        ...(node === undefined ? [] : [{ uses: actions.setupNode, with: { 'node-version': releaseOf(node.image) } }]),
        ...(usesBun ? [{ uses: actions.setupBun }] : []),
        {
            '# What the programs embed: without it they do not compile.': null,
            'working-directory': '${{ github.workspace }}',
            run: builds.flatMap(({ commands }) => commands).join('\n'),
        },
    ];
}

/** `24` of `node:24-trixie-slim`. */
function releaseOf(image: string): string {
    return /:v?(\d[\d.]*)/.exec(image)?.[1] ?? 'lts/*';
}
