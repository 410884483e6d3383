import { delveReleases } from '../facts/buildTools';
import { runtimeBases } from '../facts/runtimeBases';
import type { Command, Project } from '../project/project';
import { findBuildSets } from './buildSets';
import { objectionTo } from './image/chooseBase';
import { readExtraTargets } from './image/extraStages';
import { compareReleases, newestGo } from './image/goVersion';
import { objectionToPort } from './image/ports';
import { portCommand } from './image/target';
import { isWritablePath, placeOf, quoteList } from './image/words';
import { availableFiles, type Choices } from './scaffold';
import { checkSettings, readSetting, shorten } from './settings';

/** The oldest release with an image on Debian 13. */
const oldestOnTrixie = '1.24';

/** What cannot be done as it was chosen, or at all, as messages; none means that `scaffold` does it. */
export function checkChoices(project: Project, choices: Choices): string[] {
    const chosen = chooseCommands(project, choices);
    return [
        ...choices.files
            .filter((kind) => !availableFiles.includes(kind))
            .map(
                (kind) =>
                    `\`${shorten(kind)}\` is no file that can be scaffolded: there are ${quoteList(availableFiles)}`,
            ),
        ...choices.commands
            .filter((name) => !project.commands.some((command) => command.name === name))
            .map((name) => `there is no command \`${shorten(name)}\`${listCommands(project)}`),
        ...checkBase(chosen, choices.base),
        ...checkSettings(choices.set),
        ...checkGo(project, choices),
        ...checkPort(chosen, choices),
        ...checkHealth(chosen, choices),
        ...checkDelve(choices),
        ...checkFolders(chosen, choices),
        ...checkReplacements(project, chosen),
    ];
}

/** The commands that were chosen, best first. */
export function chooseCommands(project: Project, choices: Choices): readonly Command[] {
    if (choices.commands.length === 0) return project.commands;
    return project.commands.filter(({ name }) => choices.commands.includes(name));
}

export function isBuildable({ dir, module, package: name }: Command): boolean {
    return [dir, module, name].every(isWritablePath);
}

function listCommands({ commands }: Project): string {
    return commands.length === 0 ? '' : `: there are ${quoteList(commands.map(({ name }) => shorten(name)))}`;
}

function checkBase(chosen: readonly Command[], asked: string | undefined): string[] {
    if (asked === undefined) return [];
    const base = runtimeBases.find(({ name }) => name === asked);
    if (base === undefined)
        return [`there is no base \`${shorten(asked)}\`: there are ${quoteList(runtimeBases.map(({ name }) => name))}`];
    const objections = chosen.map((command) => objectionTo(base, command));
    // Where one command can use it, the others get what they need and a reason for it.
    return objections.every((objection) => objection !== undefined) ? objections : [];
}

function checkGo(project: Project, choices: Choices): string[] {
    const asked = readSetting(choices.set, 'go');
    if (asked === undefined) return [];
    const modules = findBuildSets(project).flatMap((set) => set.modules);
    const { release, module } = newestGo(modules);
    const place = module?.goSource ? ` (${placeOf(module.goSource)})` : '';
    if (release !== undefined && compareReleases(asked, release) < 0)
        return [`\`go\` cannot be \`${asked}\`: the project needs ${release}${place}`];
    if (compareReleases(asked, oldestOnTrixie) < 0)
        return [`\`go\` cannot be \`${asked}\`: the oldest golang image on Debian 13 is ${oldestOnTrixie}`];
    return [];
}

function checkPort(chosen: readonly Command[], choices: Choices): string[] {
    if (readSetting(choices.set, 'port') === undefined || chosen.length === 0) return [];
    const command = portCommand(chosen);
    if (command === undefined)
        return [`\`port\` can mean several commands, ${quoteList(chosen.map(({ name }) => name))}: choose one of them`];
    const objection = objectionToPort(command);
    return objection === undefined ? [] : [objection];
}

function checkHealth(chosen: readonly Command[], choices: Choices): string[] {
    const asked = readSetting(choices.set, 'health');
    if (asked === undefined || asked === 'off') return [];
    if (chosen.some(({ ports }) => ports.some(({ protocol }) => protocol === 'tcp'))) return [];
    return chosen.map(({ name }) => `\`health\` cannot be set: \`${name}\` listens on no TCP port that is known`);
}

/** One for a release that is newer than those known does not check, and mostly works. */
function checkDelve(choices: Choices): string[] {
    const go = readSetting(choices.set, 'go');
    const oldest = delveReleases.at(-1)?.oldest;
    if (go === undefined || oldest === undefined || !readExtraTargets(choices).has('debug')) return [];
    return compareReleases(go, oldest) < 0
        ? [`\`go\` cannot be \`${go}\` with \`debug\`: Delve needs ${oldest} or newer`]
        : [];
}

/** One that nobody chose is left out without a word as long as there are others. */
function checkFolders(chosen: readonly Command[], choices: Choices): string[] {
    const others = chosen.filter((command) => !isBuildable(command));
    if (choices.commands.length === 0 && others.length < chosen.length) return [];
    return others.map(
        ({ dir }) => `\`${shorten(dir)}\` has characters that Go does not build from or a Dockerfile cannot name`,
    );
}

/** Where only some cannot be built, the others are, and a reason beside them says so. */
function checkReplacements(project: Project, chosen: readonly Command[]): string[] {
    const sets = findBuildSets(project).filter(({ commands }) => commands.some((command) => chosen.includes(command)));
    if (sets.some(({ unreachable }) => unreachable.length === 0)) return [];
    return sets.flatMap(({ unreachable }) =>
        unreachable.map(
            ({ path, target }) =>
                `\`${shorten(path)}\` is replaced by \`${shorten(target)}\`, which is no module of this folder: a build cannot see it`,
        ),
    );
}
