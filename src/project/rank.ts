import { releaseList, releaseWeight } from './buildFiles';
import type { Main } from './mains';
import { baseOf } from './paths';
import type { Command } from './project';

/** Names of what is run all the time, and of what is run once in a while. */
const servers =
    /^(?:server|api|app|web|serve|service|gateway|backend|.+[-_]?server|.+[-_]api|.+[-_]service|service[-_].+|.+d)$/;
const helpers =
    /^(?:migrat(?:e|ions?|or)|seed(?:er)?|.*ctl|.*cli|(?:.+[-_])?client(?:[-_].+)?|admin|debug|.*tools?|.*check|.*check[-_].+|healthcheck|probe|version|demo|.*[-_]demo(?:[-_].+)?)$/;
/** What developers keep beside the programs that they ship. */
const unshipped =
    /(?:^|[-_])(?:tests?|bench|benchmarks?|stress|tester|testing|fixtures?|mocks?|fakes?|release|lint|generate|codegen|example|simulator|loadgen)(?:[-_]|$)/;
/** Folders whose names say that each folder below is a program. */
const programFolders = /^(?:cmds?|commands?|apps?|services?|binaries|programs|src|bin|servers?|daemons?|workers?)$/;

/** How surely this is what the project ships first; more is better. */
export function weigh(main: Main, command: Command): number {
    const { dir } = main.module.module;
    return [
        main.builds[0]?.weight ?? 0,
        command.dir === dir ? 25 : /^\.\/cmd(?:\/[^/]+)?$/.test(command.package) ? 20 : 0,
        isProduct(main) ? 25 : 0,
        servers.test(command.name) ? 10 : 0,
        command.ports.length > 0 ? 15 : 0,
        helpers.test(command.name) || unshipped.test(command.name) ? -15 : 0,
        // A module below another is a part of it, most often a plugin or tool.
        dir === '' ? 0 : -5,
    ].reduce((sum, each) => sum + each, 0);
}

/** Whether it, or what is built of it, is called like its module, with or without the `d` of a daemon. */
function isProduct({ name, builds, module }: Main): boolean {
    const product = baseOf(module.module.path.replace(/\/v\d+$/, '')).replace(/^go-|-go$|\.\w+$/g, '');
    const names = [name, ...builds.flatMap(({ output }) => output ?? [])];
    return names.some((each) => each === product || each === `${product}d`);
}

/**
 * Why a program is not shipped though its folder does not say so: the project's release is written down and it is no
 * part of it. `undefined` where it is shipped.
 */
export function leftOutOfRelease(main: Main, command: Command, all: readonly Main[]): string | undefined {
    const own = all.filter(({ module }) => module.module.dir === main.module.module.dir);
    const exact = own.filter((each) => each !== main).flatMap(({ builds }) => builds.filter((build) => build.exact));
    const release = exact.filter(({ weight }) => weight >= releaseWeight);
    const list = release.find(({ file }) => releaseList.test(file));
    const named = list ?? release[0] ?? exact[0];
    if (named === undefined || isProduct(main) || main.builds.some(({ weight }) => weight >= releaseWeight))
        return undefined;
    const parts = command.dir.split('/');
    const among = command.dir === '' || parts.slice(0, -1).some((part) => programFolders.test(part));
    const serves = command.ports.length > 0 && !command.loopbackOnly;
    const mentioned = main.builds.length > 0;
    const helps = unshipped.test(command.name) || /tools?$/.test(command.name);
    if (release.length === 0) return among || mentioned ? undefined : withoutIt(named.file);
    if (list !== undefined ? serves && among && !helps : mentioned ? !helps : among && !helps) return undefined;
    return withoutIt(named.file);
}

function withoutIt(file: string): string {
    return `\`${file}\` builds what is shipped, without it`;
}
