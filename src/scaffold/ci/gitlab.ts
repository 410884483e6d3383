import { gitlabImages } from '../../facts/ciActions';
import { shellWord } from '../image/words';
import { buildScript, loadMounts, saveMounts } from './gitlabScripts';
import { goFlags, type BuiltImage, type Pipeline, type TestedModule } from './plan';
import { writeMap, type YamlLiteral } from '../yaml';

const isPublished = [{ if: '$CI_COMMIT_TAG' }, { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' }];

/** The text of a .gitlab-ci.yml. */
export function writeGitlab(pipeline: Pipeline): string {
    const { modules, images } = pipeline;
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
        ...modules.map((module) => ({
            [modules.length === 1 ? 'test' : `test ${module.folder}`]: testJob(pipeline, module),
        })),
        { '.docker': dockerJob() },
        { lint: lintJob(pipeline) },
        ...images.flatMap((image) => {
            const name = images.length === 1 ? '' : ` ${image.target}`;
            return [{ [`build${name}`]: buildJob(image) }, { [`scan${name}`]: scanJob(image, `build${name}`) }];
        }),
    ];
    return `${parts.map((part) => writeMap(part).join('\n')).join('\n\n')}\n`;
}

function testJob(
    { packages, privatePatterns, tags }: Pipeline,
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
            GOPRIVATE: privatePatterns.length > 0 ? privatePatterns.join(',') : undefined,
        },
        cache: {
            key: { prefix: `go-test${folder === '.' ? '' : `-${folder.replaceAll(/\W+/g, '-')}`}`, files: [sum] },
            paths: ['.go/'],
        },
        script: [
            ...(packages.length > 0
                ? ['apt-get update', `apt-get install -y --no-install-recommends ${packages.join(' ')}`]
                : []),
            ...(privatePatterns.length > 0 ? ['cp "$NETRC" ~/.netrc'] : []),
            ...(folder === '.' ? [] : [`cd ${shellWord(folder)}`]),
            `go vet${flags} ./...`,
            `go test -race${flags} ./...`,
        ],
    };
}

function dockerJob(): YamlLiteral {
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
            `timeout 60 sh -c 'until docker info > /dev/null 2>&1; do sleep 1; done'`,
            '# The builder takes the address and the certificates of the engine from a context.',
            'docker context create ci',
            'docker buildx create --use --name ci ci',
        ],
    };
}

function lintJob({ dockerfiles }: Pipeline): YamlLiteral {
    return {
        extends: '.docker',
        stage: 'test',
        script: dockerfiles.map(
            ({ dockerfile, context }) =>
                `docker buildx build --check --file ${shellWord(dockerfile)} ${shellWord(context)}`,
        ),
    };
}

function buildJob(image: BuiltImage): YamlLiteral {
    return {
        extends: '.docker',
        stage: 'build',
        cache: {
            key: { prefix: `go-mounts-${image.target}`, files: [image.sum, image.dockerfile] },
            paths: ['.mounts/'],
        },
        script: [
            '# A new builder has empty cache mounts, and no cache of layers holds what is in them: it comes and goes as',
            '# archives, saved anew when the modules or the Dockerfile change.',
            loadMounts(image),
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
