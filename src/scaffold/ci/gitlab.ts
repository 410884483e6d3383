import { nodeImage } from '../../facts/buildTools';
import { gitlabImages } from '../../facts/ciActions';
import { shellWord } from '../image/words';
import { authorityScript, sshScript } from './gitlabAccess';
import { buildScript, emulate, loadMounts, saveMounts } from './gitlabScripts';
import { checkWithBuilder, linterVariable, lintFiles } from './lintCommands';
import { goEnvironment, isPrivate, sshCommand, useSshForGit, type ModuleAccess } from './moduleAccess';
import { goFlags, type BuiltImage, type Pipeline, type TestedModule } from './plan';
import { writeMap, type YamlLiteral } from '../yaml';

const isPublished = [{ if: '$CI_COMMIT_TAG' }, { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' }];

/** The text of a .gitlab-ci.yml. */
export function writeGitlab(pipeline: Pipeline): string {
    const { modules, images, access, webBuilds } = pipeline;
    const parts: YamlLiteral[] = [
        {
            '# Tests the modules, builds the images, and pushes them from the default branch and from tags.': null,
            '# A runner must allow privileged containers: the engine that builds runs in one.': null,
            stages: ['test', 'build', 'scan'],
        },
        {
            '# One pipeline for a merge request and its branch.': null,
            workflow: {
                rules: [
                    { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
                    { if: '$CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS', when: 'never' },
                    { if: '$CI_COMMIT_BRANCH || $CI_COMMIT_TAG' },
                ],
            },
        },
        ...webBuilds.map((build, at) => ({ [webJobName(at, webBuilds)]: webJob(build, access) })),
        ...modules.map((module) => ({
            [modules.length === 1 ? 'test' : `test ${module.folder}`]: testJob(pipeline, module),
        })),
        { lint: lintJob(pipeline) },
        { '.docker': dockerJob(access) },
        { check: checkJob(pipeline) },
        ...images.flatMap((image) => {
            const name = images.length === 1 ? '' : ` ${image.target}`;
            return [{ [`build${name}`]: buildJob(image, access) }, { [`scan${name}`]: scanJob(image, `build${name}`) }];
        }),
    ];
    return `${parts.map((part) => writeMap(part).join('\n')).join('\n\n')}\n`;
}

function testJob(
    { packages, access, webBuilds, tags }: Pipeline,
    { folder, goVersion, ignoresWorkspace, sum }: TestedModule,
): YamlLiteral {
    const flags = goFlags(tags);
    return {
        stage: 'test',
        image: `golang:${goVersion}-trixie`,
        variables: {
            '# Only what is inside the project can be cached.': null,
            GOMODCACHE: '$CI_PROJECT_DIR/.go/mod',
            GOCACHE: '$CI_PROJECT_DIR/.go/build',
            GOFLAGS: '-modcacherw',
            GOWORK: ignoresWorkspace ? 'off' : undefined,
            ...goEnvironment(access),
            GIT_SSH_COMMAND: usesSsh(access) ? sshCommand : undefined,
        },
        needs: webBuilds.length > 0 ? webBuilds.map((_, at) => webJobName(at, webBuilds)) : undefined,
        cache: {
            key: { prefix: `go-test${folder === '.' ? '' : `-${folder.replaceAll(/\W+/g, '-')}`}`, files: [sum] },
            paths: ['.go/'],
        },
        script: [
            ...(access.hasAuthority ? [authorityScript] : []),
            ...(packages.length > 0
                ? ['apt-get update', `apt-get install -y --no-install-recommends ${packages.join(' ')}`]
                : []),
            ...(isPrivate(access) && !usesSsh(access) ? ['cp "$NETRC" ~/.netrc'] : []),
            ...(usesSsh(access) ? [sshScript, ...useSshForGit(access)] : []),
            ...(folder === '.' ? [] : [`cd ${shellWord(folder)}`]),
            `go vet${flags} ./...`,
            `go test -race${flags} ./...`,
        ],
    };
}

function usesSsh(access: ModuleAccess): boolean {
    return isPrivate(access) && access.by === 'ssh';
}

function webJobName(at: number, { length }: Pipeline['webBuilds']): string {
    return length === 1 ? 'frontend' : `frontend ${String(at + 1)}`;
}

/** Builds what the programs embed: without it they do not compile. */
function webJob(
    { image, commands, outputs }: Pipeline['webBuilds'][number],
    { hasAuthority }: ModuleAccess,
): YamlLiteral {
    return {
        stage: 'test',
        image,
        variables: hasAuthority ? { NODE_EXTRA_CA_CERTS: '$CA_CERTIFICATES' } : undefined,
        script: commands,
        '# For the tests: without it the programs do not compile.': null,
        artifacts: { paths: outputs.map((output) => `${output}/`), expire_in: '1 day' },
    };
}

function dockerJob({ hasAuthority }: ModuleAccess): YamlLiteral {
    return {
        image: gitlabImages.docker,
        services: [gitlabImages.engine],
        variables: {
            DOCKER_HOST: 'tcp://docker:2376',
            DOCKER_TLS_CERTDIR: '/certs',
            DOCKER_CERT_PATH: '/certs/client',
            DOCKER_TLS_VERIFY: '1',
        },
        before_script: [
            ...(hasAuthority ? [authorityScript] : []),
            `timeout 60 sh -c 'until docker info > /dev/null 2>&1; do sleep 1; done'`,
            '# The builder takes the address and the certificates of the engine from a context.',
            'docker context create ci',
            'docker buildx create --use --name ci ci',
        ],
    };
}

function lintJob(pipeline: Pipeline): YamlLiteral {
    return {
        stage: 'test',
        image: nodeImage,
        '# A CI/CD variable: where gopherdock-cli.tgz is, a path in the repository with ./ in front, or an https address.':
            null,
        rules: [{ if: `$${linterVariable}` }],
        script: [lintFiles(pipeline, 'text')],
    };
}

function checkJob({ dockerfiles }: Pipeline): YamlLiteral {
    return { extends: '.docker', stage: 'test', script: dockerfiles.map((built) => checkWithBuilder(built)) };
}

function buildJob(image: BuiltImage, access: ModuleAccess): YamlLiteral {
    return {
        extends: '.docker',
        stage: 'build',
        cache: {
            key: { prefix: `go-mounts-${image.target}`, files: [image.sum, image.dockerfile] },
            paths: ['.mounts/'],
        },
        script: [
            ...emulate(image),
            '# A new builder has empty cache mounts, and no cache of layers holds what is in them: it comes and goes as',
            '# archives, saved anew when the modules or the Dockerfile change.',
            loadMounts(image),
            ...(image.ssh && usesSsh(access) ? [sshScript] : []),
            buildScript(image),
            saveMounts(image),
        ],
    };
}

function scanJob({ suffix }: BuiltImage, build: string): YamlLiteral {
    return {
        stage: 'scan',
        needs: [build],
        rules: isPublished,
        '# It only reports; without this line, and with --exit-code 1, it is a gate.': null,
        allow_failure: true,
        image: { name: gitlabImages.scan, entrypoint: [''] },
        variables: { TRIVY_USERNAME: '$CI_REGISTRY_USER', TRIVY_PASSWORD: '$CI_REGISTRY_PASSWORD' },
        script: [`trivy image --severity HIGH,CRITICAL --ignore-unfixed "$CI_REGISTRY_IMAGE${suffix}:$CI_COMMIT_SHA"`],
    };
}
