import { isInside } from '../../project/paths';
import type { Module, Project, Source } from '../../project/project';
import { findBuildSets, type BuildSet } from '../buildSets';
import { findBuildTargets, inFolder } from '../buildTargets';
import { chooseCommands, isBuildable } from '../checkChoices';
import { writeDockerfile } from '../image/dockerfile';
import { chooseGoVersion, newestGo } from '../image/goVersion';
import { chooseStamps, type Stamp } from '../image/stamps';
import { buildPackages, readSystemNeeds } from '../image/systemNeeds';
import { isWritablePath } from '../image/words';
import type { Choices } from '../scaffold';
import { readSetting } from '../settings';
import { stageNames, uniqueName } from '../stageNames';
import { readImageBuild, type ImageBuild } from './imageBuild';
import { planModuleAccess, type ModuleAccess } from './moduleAccess';
import { planWebBuilds, type WebBuild } from './webBuilds';

/** What a pipeline does, whichever runs it. Paths are relative to the project's root, `.` the root itself. */
export interface Pipeline {
    readonly modules: readonly TestedModule[];
    readonly dockerfiles: readonly Pick<BuiltImage, 'dockerfile' | 'context'>[];
    readonly images: readonly BuiltImage[];
    /** Build tags, as `-tags` takes them; empty where there are none. */
    readonly tags: string;
    /** Debian packages that the C code of the modules is compiled with. */
    readonly packages: readonly string[];
    readonly access: ModuleAccess;
    /** What the programs embed and has to be built before they compile. */
    readonly webBuilds: readonly WebBuild[];
}

export interface TestedModule {
    readonly folder: string;
    /** The release to test with, such as `1.26`. */
    readonly goVersion: string;
    /** The file that says so; `undefined` where it was decided otherwise. */
    readonly goFile: string | undefined;
    /** Whether it stands beside a go.work that does not use it. */
    readonly ignoresWorkspace: boolean;
    /** What the caches of its build depend on: its go.sum, or its go.mod where there is none. */
    readonly sum: string;
}

export interface BuiltImage extends ImageBuild {
    /** The stage to build. */
    readonly target: string;
    /** Behind the repository's name in the registry; empty where the repository makes only one image. */
    readonly suffix: string;
    readonly dockerfile: string;
    readonly context: string;
    readonly platforms: readonly string[];
    readonly cgo: boolean;
    readonly cgoReason: (Source & { readonly import: string }) | undefined;
    readonly arguments: readonly Stamp['argument'][];
    readonly sum: string;
}

export function planPipeline(project: Project, choices: Choices): Pipeline {
    const chosen = chooseCommands(project, choices).filter(isBuildable);
    const names = stageNames(project);
    const sets = findBuildSets(project)
        .map((set) => ({ ...set, commands: set.commands.filter((command) => chosen.includes(command)) }))
        .filter(({ commands }) => commands.length > 0)
        .map((set) => ({ ...set, text: writeDockerfile(set, names, choices).text }));
    const commands = sets.flatMap((set) => set.commands);
    const images = planImages(project, sets, choices);
    return {
        modules: distinct(
            sets.flatMap((set) => testedModules(project, set, choices)),
            ({ folder }) => folder,
        ),
        dockerfiles: distinct(images, ({ dockerfile }) => dockerfile),
        images,
        tags: readSetting(choices.set, 'tags') ?? '',
        packages: unique(commands.flatMap((command) => buildPackages(readSystemNeeds(command), 'debian'))),
        access: planModuleAccess(sets, choices),
        webBuilds: sets.flatMap((set) => planWebBuilds(set.commands, set.text)),
    };
}

function testedModules({ workspaceDir }: Project, set: BuildSet, choices: Choices): TestedModule[] {
    const { version } = chooseGoVersion(set.modules, choices);
    const isNamed = newestGo(set.modules).release === version && readSetting(choices.set, 'go') === undefined;
    const goFile = ({ dir }: Module): string =>
        set.workspace && workspaceDir !== null ? inFolder(workspaceDir, 'go.work') : inFolder(dir, 'go.mod');
    return set.modules
        .filter(({ dir }) => isWritablePath(dir))
        .map((module) => ({
            folder: module.dir || '.',
            goVersion: version,
            goFile: isNamed ? goFile(module) : undefined,
            ignoresWorkspace: !set.workspace && workspaceDir !== null && isInside(module.dir, workspaceDir),
            sum: sumOf(module),
        }));
}

/** `text` is that of the set's Dockerfile. */
function planImages(
    project: Project,
    sets: readonly (BuildSet & { readonly text: string })[],
    choices: Choices,
): BuiltImage[] {
    const crosses = readSetting(choices.set, 'cross') === 'xx';
    const targets = new Map(findBuildTargets(project).map((target) => [target.command, target]));
    const taken = new Set<string>();
    return sets.flatMap((set) => {
        return set.commands.flatMap((command) => {
            const found = targets.get(command);
            if (found === undefined) return [];
            const { target, dockerfile, context } = found;
            const module = set.modules.find(({ dir }) => dir === command.module);
            return {
                target,
                suffix: project.commands.length === 1 ? '' : `/${uniqueName(repositoryName(target), taken)}`,
                dockerfile,
                context: context || '.',
                platforms: command.cgo && !crosses ? ['linux/amd64'] : ['linux/amd64', 'linux/arm64'],
                cgo: command.cgo,
                cgoReason: command.cgoReasons[0],
                ...readImageBuild(set.text, target),
                arguments: unique(chooseStamps(command.versionVariables).map(({ argument }) => argument)),
                sum: module === undefined ? inFolder(set.folder, 'go.mod') : sumOf(module),
            };
        });
    });
}

/** A stage's name as a registry takes it: no two separators in a row and none at the end. */
function repositoryName(stage: string): string {
    return stage.replaceAll(/[._-]+(?=[._-])|[._-]+$/g, '');
}

function sumOf({ dir, hasSum }: Module): string {
    return inFolder(dir, hasSum ? 'go.sum' : 'go.mod');
}

function distinct<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
    return [...new Map(items.map((item) => [key(item), item])).values()];
}

function unique<Word extends string>(words: readonly Word[]): Word[] {
    return [...new Set(words)].sort();
}

/** With a blank in front, empty where there are none. */
export function goFlags(tags: string): string {
    return tags === '' ? '' : ` -tags=${tags}`;
}
