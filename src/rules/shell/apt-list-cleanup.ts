import { programOf } from '../../dockerfile/commandQueries';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { insertAt } from '../edits';
import type { Fix, Rule } from '../rule';

export const aptListCleanup: Rule = {
    id: 'apt-list-cleanup',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'The package lists of `apt-get update` are not left in the image',
    why: 'The lists are some twenty megabytes that no program reads. Only the `RUN` that fetches them can keep them out of its layer.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git\n',
            good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
        },
    ],
    covers: ['hadolint:DL3009'],

    *check({ dockerfile }) {
        const shipped = shippedStages(dockerfile);
        for (const instruction of dockerfile.instructions) {
            const run = instruction.trigger ?? instruction;
            const isShipped = instruction.trigger !== undefined || shipped.has(run.stage ?? -1);
            if (run.keyword !== 'RUN' || !isShipped || keepsListsElsewhere(run)) continue;
            const commands = commandsOf(dockerfile, run);
            const update = commands.find(updatesLists);
            if (update === undefined || commands.some(removesLists)) continue;
            yield {
                message: `The package lists of \`${update.name.value} update\` stay in the image`,
                range: rangeOf(dockerfile, update),
                aliases: ['hadolint:DL3009'],
                fixes: fixesOf(dockerfile, run, commands),
            };
        }
    },
};

function updatesLists(command: ShellCommand): boolean {
    const isApt = ['apt', 'apt-get', 'aptitude'].includes(programOf(command) ?? '');
    return isApt && command.args.some(({ value }) => value === 'update');
}

function removesLists(command: ShellCommand): boolean {
    const isRemoval = programOf(command) === 'rm';
    return isRemoval && command.args.some(({ value }) => value === '-rf' || value === '/var/lib/apt/lists/*');
}

/** As hadolint: stages with the very FROM of the last one, and those that others are built on. */
function shippedStages({ stages }: Dockerfile): ReadonlySet<number> {
    const describe = (stage: (typeof stages)[number] | undefined): string =>
        JSON.stringify([stage?.image?.value, stage?.name?.value, stage?.platform?.value?.value]);
    const last = describe(stages.at(-1));
    const images = new Set(stages.map(({ image }) => image?.value));
    return new Set(
        stages
            .filter((stage) => describe(stage) === last || (stage.name !== undefined && images.has(stage.name.value)))
            .map(({ index }) => index),
    );
}

function keepsListsElsewhere({ flags }: Instruction): boolean {
    const targets = flags
        .filter(({ name, options }) => name === 'mount' && options.some(isTemporary))
        .flatMap(({ options }) => options.filter(({ name }) => ['target', 'dst', 'destination'].includes(name)))
        .map(({ value }) => value?.value ?? '');
    const has = (path: string): boolean => targets.some((target) => target.includes(path));
    return has('/var/lib/apt/lists') || (has('/var/lib/apt') && has('/var/cache/apt'));
}

function isTemporary({ name, value }: Instruction['flags'][number]['options'][number]): boolean {
    return name === 'type' && (value?.value === 'cache' || value?.value === 'tmpfs');
}

/** Behind a chain of `&&` that ends the instruction, in its own layout. */
function fixesOf(dockerfile: Dockerfile, run: Instruction, commands: readonly ShellCommand[]): Fix[] {
    const last = commands.at(-1);
    const isChain = commands.every(
        ({ within, element }) => within.length === 0 && [undefined, '&&'].includes(element.before?.kind),
    );
    if (!isChain || run.json !== undefined || run.heredocs.length > 0 || last?.element.end !== run.body.end) return [];
    const isBroken = dockerfile.text.slice(run.body.start, run.body.end).includes('\n');
    const separator = isBroken ? ` ${dockerfile.escape}\n    ` : ' ';
    const edits = [insertAt(dockerfile, run.body.end, `${separator}&& rm -rf /var/lib/apt/lists/*`)];
    return [{ title: 'Remove the lists at the end', preferred: true, edits }];
}
