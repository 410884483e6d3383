import { releaseList, releaseWeight } from './buildFiles';
import type { Main } from './mains';
import { baseOf, relativeTo } from './paths';
import type { Command } from './project';

/** Names of what is run all the time, and of what is run once in a while. */
const servers =
    /^(?:server|api|app|web|serve|service|gateway|backend|.+[-_]?server|.+[-_]api|.+[-_]service|service[-_].+|daemon|(?:.+[-_])?(?:controller|manager|operator)|.+d)$/;
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
        isProduct(main) ? 25 : command.dir.split('/').includes(productOf(main.module)) ? 10 : 0,
        servers.test(command.name) ? 10 : 0,
        command.ports.length > 0 ? 15 : 0,
        helpers.test(command.name) || unshipped.test(command.name) ? -15 : 0,
        // A module below another is a part of it, most often a plugin or tool.
        dir === '' ? 0 : -5,
    ].reduce((sum, each) => sum + each, 0);
}

/** Whether it, or what is built of it, is called like its module, with or without the `d` of a daemon. */
function isProduct({ name, builds, module }: Main): boolean {
    const names = [name, ...builds.flatMap(({ output }) => output ?? [])];
    return names.some((each) => each === productOf(module) || each === `${productOf(module)}d`);
}

function productOf({ module }: Main['module']): string {
    return baseOf(module.path.replace(/\/v\d+$/, '')).replace(/^go-|-go$|\.\w+$/g, '');
}

/**
 * Why a program is not shipped though its folder does not say so: the project's release is written down and it is no
 * part of it, or its name says that it helps developers. `undefined` where it is shipped.
 */
export function leftOutOfRelease(main: Main, command: Command, all: readonly Main[]): string | undefined {
    if (isProduct(main)) return undefined;
    const others = all.filter((each) => each !== main && each.module.module.dir === main.module.module.dir);
    const exact = others.flatMap(({ builds }) => builds.filter((build) => build.exact));
    const release = exact.filter(({ weight }) => weight >= releaseWeight);
    const list = release.find(({ file }) => releaseList.test(file));
    const named = list ?? release[0] ?? exact[0];
    const helps = unshipped.test(command.name) || /(?:^|[-_])tools?$/.test(command.name);
    const serves = command.ports.length > 0 && !command.loopbackOnly;
    const mentioned = main.builds.length > 0;
    if (named === undefined) {
        const rival = others.find((each) => isAmong(each) && !unshipped.test(each.name));
        const apart = !isAmong(main) && command.dir.includes('/') && !serves;
        if (mentioned || rival === undefined || !(apart || helps)) return undefined;
        return helps ? 'Its name says that it is for developers' : standsApart(rival);
    }
    const released = main.builds.some(({ weight }) => weight >= releaseWeight);
    if (released && !(helps && list !== undefined && !main.builds.some(({ file }) => releaseList.test(file))))
        return undefined;
    const among = isAmong(main);
    if (release.length === 0) {
        const unlisted = exact.some(({ listed }) => listed) && !serves;
        return mentioned || (among && !helps && !unlisted) ? undefined : withoutIt(named.file);
    }
    if (list !== undefined ? serves && among && !helps : mentioned ? !helps : among && !helps) return undefined;
    return withoutIt(named.file);
}

/** A folder that is itself the program. */
const soleProgram = /^(?:cmd|app|main|server|service|daemon)$/;
/** What stands deeper, and not below a folder for programs, belongs to the package around it. */
const deepestProgram = 3;

/** Whether it stands where programs do: in the root of its module, in a folder for programs, or below one. */
function isAmong({ module, package: { dir } }: Main): boolean {
    if (dir === module.module.dir) return true;
    const parts = relativeTo(dir, module.module.dir).split('/');
    const [first = ''] = parts;
    if (parts.length === 1) return soleProgram.test(first);
    if (parts.length > deepestProgram) return programFolders.test(first);
    return parts.slice(0, -1).some((part) => programFolders.test(part));
}

function standsApart(rival: Main): string {
    return `It stands apart from the programs that are shipped, such as \`${rival.name}\``;
}

function withoutIt(file: string): string {
    return `\`${file}\` builds what is shipped, without it`;
}
