import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { parseDocument } from 'yaml';
import { nodeImage } from '../../../src/facts/buildTools';
import { actions, gitlabImages } from '../../../src/facts/ciActions';
import { findBuildTargets } from '../../../src/scaffold/buildTargets';
import { isIntact } from '../../../src/scaffold/contentHash';
import { defaultChoices, scaffold } from '../../../src/scaffold/render';
import { mappingsIn, pipelinesOf, readCases } from './ciCases';

interface Workflow {
    readonly permissions: unknown;
    readonly concurrency: { readonly group: string };
    readonly jobs: Readonly<Record<string, GithubJob>>;
}

interface GithubJob {
    readonly needs?: readonly string[];
    readonly permissions?: unknown;
    readonly 'timeout-minutes'?: number;
    readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, unknown>>[] } };
    readonly steps: readonly {
        readonly uses?: string;
        readonly run?: string;
        readonly with?: Readonly<Record<string, unknown>>;
    }[];
}

interface GitlabJob {
    readonly stage?: string;
    readonly extends?: string;
    readonly needs?: readonly string[];
    readonly script?: readonly string[];
    readonly before_script?: readonly string[];
}

for (const each of readCases()) {
    const title = each.name.replaceAll('-', ' ');
    const { github, gitlab } = pipelinesOf(each);
    if (github === undefined || gitlab === undefined) {
        test(`nothing to build: ${title}`, () => {
            assert.deepEqual([github, gitlab, each.project.commands], [undefined, undefined, []]);
        });
        continue;
    }

    test(`any pipeline is sound YAML without secrets: ${title}`, () => {
        for (const { text, reasons, path } of [github, gitlab]) {
            for (const version of ['1.1', '1.2'] as const) {
                const document = parseDocument(text, { version, uniqueKeys: true, strict: true });
                assert.deepEqual([...document.errors, ...document.warnings], [], path);
            }
            assert.ok(isIntact(text));
            assert.match(text, /\n# gopherdock:hash=\w{16} .*\n$/);
            assert.ok(reasons.length > 8);
            assert.doesNotMatch(text, /[ \t]\n|undefined|\[object/);
            for (const [, value = ''] of text.matchAll(/(?:PASSWORD|password|TOKEN|NETRC|KEY|CERTIFICATES): (.*)/g))
                assert.match(value, /^\$(?:\{\{ secrets\.\w+ \}\}|CI_REGISTRY_PASSWORD)$|^NAME/);
        }
    });

    test(`a workflow tests before it builds, and may do no more than it must: ${title}`, () => {
        const workflow = parseDocument(github.text).toJS() as Workflow;
        assert.deepEqual(Object.keys(workflow.jobs), ['test', 'lint', 'image']);
        assert.deepEqual(workflow.permissions, { contents: 'read' });
        assert.match(workflow.concurrency.group, /github\.ref/);
        for (const [name, job] of Object.entries(workflow.jobs)) {
            assert.deepEqual(job.needs, name === 'image' ? ['test', 'lint'] : undefined);
            assert.deepEqual(job.permissions, name === 'image' ? { contents: 'read', packages: 'write' } : undefined);
            assert.ok(job['timeout-minutes'] !== undefined);
            checkMatrix(job);
            for (const { uses } of job.steps)
                if (uses !== undefined) {
                    assert.ok(Object.values(actions).some((known) => known === uses));
                    assert.match(uses, /^[\w-]+\/[\w-]+@(?:v\d+|[0-9a-f]{40})$/);
                }
        }
        const pushing = workflow.jobs['image']?.steps.filter((step) => step.with?.['push'] !== undefined) ?? [];
        assert.deepEqual(
            pushing.map((step) => step.with?.['push']),
            ["${{ github.event_name != 'pull_request' }}"],
        );
    });

    test(`the jobs of GitLab stand in stages that there are: ${title}`, () => {
        const pipeline = parseDocument(gitlab.text).toJS() as Readonly<Record<string, unknown>>;
        const { stages, workflow, ...jobs } = pipeline as { stages: string[]; workflow: unknown } & Record<
            string,
            GitlabJob
        >;
        assert.ok(workflow !== undefined);
        for (const [name, job] of Object.entries(jobs)) {
            assert.ok(name === '.docker' || stages.includes(job.stage ?? ''), name);
            for (const other of [...(job.needs ?? []), ...(job.extends === undefined ? [] : [job.extends])])
                assert.ok(Object.hasOwn(jobs, other), other);
        }
        const images = mappingsIn(gitlab.text).flatMap(({ image }) => (typeof image === 'string' ? image : []));
        for (const image of images)
            assert.ok([gitlabImages.docker, nodeImage].includes(image) || /^golang:1\.\d+-trixie$/.test(image), image);
    });

    test(`every shell step is sound shell: ${title}`, () => {
        assert.doesNotMatch(github.text + gitlab.text, /build [^#\n]*--no-cache/, 'it would empty the cache mounts');
        for (const step of shellSteps(github.text)) checkShell('bash', step);
        for (const step of shellSteps(gitlab.text)) for (const shell of ['bash', 'sh']) checkShell(shell, step);
    });

    test(`what is built are the stages of the Dockerfiles: ${title}`, () => {
        const { project, choices } = each;
        const targets = findBuildTargets(project).filter(
            ({ command }) => choices.commands.length === 0 || choices.commands.includes(command.name),
        );
        const dockerfiles = scaffold(project, { ...defaultChoices, files: ['dockerfile'], commands: choices.commands });
        const scripts = shellSteps(gitlab.text).join('\n');
        for (const { target, dockerfile } of targets) {
            assert.match(
                dockerfiles.find(({ path }) => path === dockerfile)?.text ?? '',
                new RegExp(` AS ${target}\n`),
            );
            assert.match(scripts, new RegExp(`--target ${target} `));
            assert.match(github.text, new RegExp(`target: ${target}\n`));
        }
        for (const { text } of dockerfiles)
            for (const [, mount = ''] of text.matchAll(/--mount=type=cache,target=(\S+)/g)) {
                assert.ok(github.text.includes(`"${mount}"`), mount);
                assert.ok(scripts.includes(`-C ${mount}`), mount);
            }
    });
}

/** Every value that a step takes from the matrix is there for every job of it. */
function checkMatrix(job: GithubJob): void {
    const include = job.strategy?.matrix.include ?? [];
    const used = [...JSON.stringify({ ...job, strategy: undefined }).matchAll(/matrix\.(\w+)/g)].map(
        ([, key = '']) => key,
    );
    assert.equal(used.length > 0, include.length > 1);
    for (const each of include) assert.deepEqual(new Set(used), new Set(Object.keys(each)));
}

function shellSteps(text: string): string[] {
    return mappingsIn(text).flatMap(({ run, script, before_script: before }) =>
        [run, script, before].flat().filter((value) => typeof value === 'string'),
    );
}

function checkShell(shell: string, step: string): void {
    // GitHub puts its own values in before a shell sees them.
    const { status, stderr } = spawnSync(shell, ['-n'], {
        input: step.replaceAll(/\$\{\{.*?\}\}/g, 'value'),
        encoding: 'utf8',
    });
    assert.equal(status, 0, `${shell}: ${stderr}\n${step}`);
}
