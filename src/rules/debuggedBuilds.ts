import { oncePerDockerfile } from '../dockerfile/once';
import { lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { GoCommand } from './goCommands';
import { joinImagePath } from './places';
import { buildOf, processStartedIn } from './startedProgram';

/** The builds of the programs that a stage starts by `dlv exec`. */
export const debuggedBuilds = oncePerDockerfile(
    (dockerfile): ReadonlySet<GoCommand> =>
        new Set(dockerfile.stages.flatMap((stage) => startedByDelve(dockerfile, stage))),
);

function startedByDelve(dockerfile: Dockerfile, stage: Stage): GoCommand[] {
    const process = processStartedIn(dockerfile, stage);
    if (process === undefined || !/(^|\/)dlv$/.test(process.path)) return [];
    const { args } = process.command;
    const subcommand = args.findIndex(({ value }) => value === 'exec');
    const path = args.slice(subcommand + 1).find(({ value }) => !value.startsWith('-'));
    if (path === undefined || subcommand === -1) return [];
    const build = lineageOf(dockerfile, stage)
        .map((member) => buildOf(dockerfile, member, joinImagePath('/', path.value))?.build)
        .find((found) => found !== undefined);
    return build === undefined ? [] : [build];
}
