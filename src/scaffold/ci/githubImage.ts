import { actions, githubRunner, scanVersion } from '../../facts/ciActions';
import { createMatrix } from './githubMatrix';
import { accessSteps, checkout } from './githubSteps';
import type { BuiltImage, Pipeline } from './plan';
import type { YamlLiteral } from '../yaml';

const image = '${{ steps.name.outputs.image }}';
const isPublished = "github.event_name != 'pull_request'";

/** What the steps say of an image. */
const keys = ['target', 'suffix', 'context', 'dockerfile', 'platforms', 'sum'] as const;
type Key = (typeof keys)[number];

/** The job that builds each image, scans it and pushes it. */
export function githubImageJob({ images, access, webBuilds }: Pipeline): YamlLiteral {
    const { strategy, text, term } = createMatrix<Key>(
        images.map((each) => ({ ...each, platforms: each.platforms.join() })),
        keys,
    );
    return {
        needs: ['test', 'lint'],
        'runs-on': githubRunner,
        'timeout-minutes': 60,
        permissions: { contents: 'read', packages: 'write' },
        strategy,
        steps: [
            checkout,
            nameStep(images, text('suffix')),
            ...accessSteps(access, true),
            ...(images.some(isEmulated)
                ? [{ '# What runs in an image for another platform is emulated.': null, uses: actions.setupQemu }]
                : []),
            { id: 'builder', uses: actions.setupBuildx },
            {
                uses: actions.login,
                with: {
                    registry: 'ghcr.io',
                    username: '${{ github.actor }}',
                    password: '${{ secrets.GITHUB_TOKEN }}',
                },
            },
            {
                id: 'meta',
                uses: actions.metadata,
                with: {
                    images: image,
                    tags: [
                        'type=semver,pattern={{version}}',
                        'type=semver,pattern={{major}}.{{minor}}',
                        'type=ref,event=branch',
                        'type=ref,event=pr',
                        'type=sha',
                    ].join('\n'),
                },
            },
            ...mountSteps(
                images,
                `hashFiles(${[term('sum'), term('dockerfile'), ...locks(webBuilds)].join(', ')})`,
                text('target'),
            ),
            ...buildSteps(images, text),
        ],
    };
}

function locks(webBuilds: Pipeline['webBuilds']): string[] {
    return webBuilds.flatMap(({ lock }) => (lock === undefined ? [] : [`'${lock}'`]));
}

function isEmulated({ runsInImage, platforms }: BuiltImage): boolean {
    return runsInImage && platforms.length > 1;
}

function nameStep(images: readonly BuiltImage[], suffix: string): YamlLiteral {
    const name = 'echo "image=ghcr.io/${GITHUB_REPOSITORY,,}$SUFFIX" >> "$GITHUB_OUTPUT"';
    const date = 'echo "date=$(git log -1 --format=%cI)" >> "$GITHUB_OUTPUT"';
    return {
        '# A registry takes small letters only.': null,
        id: 'name',
        env: suffix === '' ? undefined : { SUFFIX: suffix },
        run: [suffix === '' ? name.replace('$SUFFIX', '') : name, ...(stamps(images, 'DATE') ? [date] : [])].join('\n'),
    };
}

/** Fills the cache mounts from the last run, and takes along what is in them at the end. */
function mountSteps(images: readonly BuiltImage[], hash: string, target: string): YamlLiteral[] {
    const folders = new Map(images.flatMap(({ mounts }) => mounts.map(({ name, path }) => [name, path])));
    const paths = [...folders].map(([name, path]) => [`\${{ runner.temp }}/mounts/${name}`, path] as const);
    const prefix = `go-mounts-${target}-`;
    return [
        {
            '# A new machine has empty cache mounts, and no cache of layers holds what is in them. Without these two':
                null,
            '# steps every build compiles everything, the standard library too.': null,
            id: 'mounts',
            uses: actions.cache,
            with: {
                path: '${{ runner.temp }}/mounts',
                key: `${prefix}\${{ ${hash} }}`,
                'restore-keys': prefix,
            },
        },
        {
            uses: actions.cacheMounts,
            with: {
                builder: '${{ steps.builder.outputs.name }}',
                'cache-map': JSON.stringify(Object.fromEntries(paths), null, 2),
                'scratch-dir': '${{ runner.temp }}/scratch',
                'skip-extraction': '${{ steps.mounts.outputs.cache-hit }}',
            },
        },
    ];
}

function buildSteps(images: readonly BuiltImage[], text: (key: Key) => string): YamlLiteral[] {
    const cache = `type=registry,ref=${image}:buildcache`;
    const lent = new Set(images.flatMap(({ secrets }) => secrets));
    const env = lent.has('netrc') ? { NETRC: '${{ secrets.NETRC }}' } : undefined;
    const values = {
        VERSION: '${{ steps.meta.outputs.version }}',
        COMMIT: '${{ github.sha }}',
        DATE: '${{ steps.name.outputs.date }}',
    } as const;
    const given = (['VERSION', 'COMMIT', 'DATE'] as const).filter((name) => stamps(images, name));
    const build: YamlLiteral = {
        context: text('context'),
        file: text('dockerfile'),
        target: text('target'),
        'build-args': given.length > 0 ? given.map((name) => `${name}=${values[name]}`).join('\n') : undefined,
        'secret-envs': lent.has('netrc') ? 'netrc=NETRC' : undefined,
        'secret-files': lent.has('ca') ? 'ca=/etc/ssl/certs/ca-certificates.crt' : undefined,
        ssh: images.some(({ ssh }) => ssh) ? 'default' : undefined,
        'cache-from': cache,
    };
    return [
        {
            name: 'Build for the scan',
            uses: actions.build,
            env,
            with: { ...build, platforms: 'linux/amd64', load: true, tags: 'scanned' },
        },
        {
            name: 'Scan',
            [`# The commit of ${scanVersion}: the tags of this action have been moved to foreign code before.`]: null,
            '# It only reports; exit-code 1 without continue-on-error makes it a gate.': null,
            uses: actions.scan,
            'continue-on-error': true,
            with: { 'image-ref': 'scanned', severity: 'HIGH,CRITICAL', 'ignore-unfixed': true, 'exit-code': '0' },
        },
        {
            name: 'Build and push',
            uses: actions.build,
            env,
            with: {
                ...build,
                platforms: text('platforms'),
                push: `\${{ ${isPublished} }}`,
                tags: '${{ steps.meta.outputs.tags }}',
                labels: '${{ steps.meta.outputs.labels }}',
                'cache-to': `\${{ ${isPublished} && format('type=registry,ref={0}:buildcache,mode=max,image-manifest=true', steps.name.outputs.image) || '' }}`,
                provenance: 'mode=max',
                sbom: `\${{ ${isPublished} }}`,
            },
        },
    ];
}

function stamps(images: readonly BuiltImage[], name: BuiltImage['arguments'][number]): boolean {
    return images.some((each) => each.arguments.includes(name));
}
