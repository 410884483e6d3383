import type { Project } from '../project/project';
import { findBuildSets } from './buildSets';
import { inFolder } from './buildTargets';
import { chooseCommands, isBuildable } from './checkChoices';
import { writeCi } from './ci/ci';
import { writeCompose } from './compose/compose';
import { signText } from './contentHash';
import { writeDebug } from './debug/debug';
import { writeDockerignore } from './dockerignore';
import { writeDockerfile } from './image/dockerfile';
import type { Choices, ScaffoldedFile } from './scaffold';
import { stageNames } from './stageNames';

export { checkChoices } from './checkChoices';

export const defaultChoices: Choices = {
    files: ['dockerfile', 'dockerignore'],
    commands: [],
    base: undefined,
    set: {},
};

/**
 * The files for a project; none where it has no commands. Ask `checkChoices` first: what it has something against is passed
 * over here, or gives files that do not build.
 */
export function scaffold(project: Project, choices: Choices): readonly ScaffoldedFile[] {
    const names = stageNames(project);
    const chosen = chooseCommands(project, choices).filter(isBuildable);
    const built = findBuildSets(project).flatMap((whole) => {
        const set = { ...whole, commands: whole.commands.filter((command) => chosen.includes(command)) };
        if (set.commands.length === 0) return [];
        const write = (name: string, { text, reasons }: Omit<ScaffoldedFile, 'path'>): ScaffoldedFile => ({
            path: inFolder(set.folder, name),
            text: signText(`${text}\n`),
            reasons,
        });
        return [
            ...(choices.files.includes('dockerfile')
                ? [write(set.dockerfile, writeDockerfile(set, names, choices))]
                : []),
            ...(choices.files.includes('dockerignore')
                ? [write(ignoreFileOf(set.dockerfile), writeDockerignore(set, choices))]
                : []),
        ];
    });
    return [
        ...built,
        ...(choices.files.includes('compose') ? writeCompose(project, chosen, choices).map(sign) : []),
        ...(choices.files.includes('debug') ? writeDebug(project, chosen).map(sign) : []),
        ...(choices.files.includes('ci') ? writeCi(project, choices).map(sign) : []),
    ];
}

/** Beside a Dockerfile of another name a builder reads its own file. */
function ignoreFileOf(dockerfile: string): string {
    return dockerfile === 'Dockerfile' ? '.dockerignore' : `${dockerfile}.dockerignore`;
}

function sign(file: ScaffoldedFile): ScaffoldedFile {
    return { ...file, text: signText(`${file.text}\n`, file.path.endsWith('.json') ? '//' : '#') };
}
