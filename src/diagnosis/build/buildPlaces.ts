import { commandsOf } from '../../dockerfile/shell';
import { stageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { joinPath } from '../../project/paths';
import type { Project } from '../../project/project';
import { goCommandsOf } from '../../rules/goCommands';
import { goFolderOf } from '../../rules/goPackages';
import { contextFolderAt, folderOfCommand } from '../../rules/places';
import type { GoFault } from './goFaults';

/**
 * The instruction that a step of a build ran: `[build 3/5] RUN go build ./...` names its stage and repeats its text, blanks made one and variables replaced.
 * `undefined` where that is not plain.
 */
export function instructionOfStep(dockerfile: Dockerfile, step: string): Instruction | undefined {
    const [, head, text] = /^\[([^\]]*)\]\s+(.+)$/s.exec(step) ?? [];
    if (head === undefined || text === undefined) return undefined;
    // with several platforms theirs comes first, such as `linux/arm64 build 3/5`
    const [, named] = /(?:^|\s)([^\s/]+)\s+\d+\/\d+$/.exec(head) ?? [];
    const found = dockerfile.instructions.filter((instruction) =>
        isShownAs(squeeze(textOf(dockerfile, instruction)), squeeze(text)),
    );
    if (found.length < 2 || named === undefined) return found[0];
    return (
        found.find((instruction) => {
            const stage = stageOf(dockerfile, instruction);
            return (
                stage?.name?.value.toLowerCase() === named.toLowerCase() || named === `stage-${String(stage?.index)}`
            );
        }) ?? found[0]
    );
}

/** A builder shows the values of variables in place of their names, and may cut what is long. */
function isShownAs(written: string, shown: string): boolean {
    const parts = written.split(/\$\{[^}]*\}|\$\w+/);
    return fits(parts, shown, false) || (shown.endsWith('...') && fits(parts, shown.slice(0, -3), true));
}

/** Whether the parts stand in the text in their order, with anything between them; of a text that is cut, as far as it goes. */
function fits(parts: readonly string[], shown: string, isCut: boolean): boolean {
    const [first = ''] = parts;
    if (!shown.startsWith(first)) return isCut && shown !== '' && first.startsWith(shown);
    let at = first.length;
    for (const part of parts.slice(1)) {
        const found = shown.indexOf(part, at);
        if (found < 0) return isCut;
        at = found + part.length;
    }
    // behind a variable at the end may stand its value
    return at === shown.length || (parts.length > 1 && parts.at(-1) === '');
}

/** Comments inside and the line breaks of continuations are not part of what a builder repeats. */
function textOf({ text, comments, escape }: Dockerfile, { start, body }: Instruction): string {
    let written = '';
    let at = start;
    for (const comment of comments.filter((each) => each.inside && each.start >= start && each.end <= body.end)) {
        written += text.slice(at, comment.start);
        at = comment.end;
    }
    written += text.slice(at, body.end);
    return written.replaceAll(escape === '\\' ? /\\[ \t]*\r?\n/g : /`[ \t]*\r?\n/g, ' ');
}

function squeeze(text: string): string {
    return text.replaceAll(/\s+/g, ' ').trim();
}

/**
 * Where in the build context a fault may stand, the likeliest first, `/`-separated: through WORKDIR, `cd` and `-C` of the instruction and what was copied or
 * bound where; by the package that was printed; else as it was printed.
 */
export function placesOfFault(
    fault: GoFault,
    {
        dockerfile,
        instruction,
        project,
    }: {
        readonly dockerfile: Dockerfile;
        readonly instruction: Instruction | undefined;
        readonly project: Project | undefined;
    },
): readonly string[] {
    const places = [
        ...byPackage(fault, project),
        ...(instruction === undefined ? [] : byInstruction(fault, dockerfile, instruction)),
        ...(fault.file.startsWith('/') ? [] : [joinPath('', fault.file)]),
        ...(project?.modules ?? []).map(({ dir }) => joinPath(dir, fault.file.replace(/^\//, ''))),
    ];
    return [...new Set(places.filter((place) => place !== undefined))];
}

/** Of a test only the name of the file is printed, so its package has to say the folder. */
type Places = (string | undefined)[];

function byPackage({ file, package: path, from }: GoFault, project: Project | undefined): Places {
    if (path === undefined || (from !== 'test' && file.includes('/'))) return [];
    const name = file.replace(/^.*\//, '');
    return (project?.modules ?? [])
        .filter((module) => path === module.path || path.startsWith(`${module.path}/`))
        .sort((one, other) => other.path.length - one.path.length)
        .map((module) => joinPath(module.dir, `${path.slice(module.path.length + 1)}/${name}`.replace(/^\//, '')));
}

function byInstruction({ file }: GoFault, dockerfile: Dockerfile, instruction: Instruction): Places {
    const stage = stageOf(dockerfile, instruction);
    if (stage === undefined) return [];
    if (file.startsWith('/')) {
        const [, folder = '/', name = ''] = /^(.*)\/([^/]+)$/.exec(file) ?? [];
        const found = contextFolderAt(dockerfile, stage, instruction, folder === '' ? '/' : folder);
        return found === undefined ? [] : [joinPath(found, name)];
    }
    const folders = goCommandsOf(dockerfile, stage)
        .filter((command) => command.instruction === instruction)
        .map((command) => goFolderOf({ dockerfile }, stage, command));
    const others = commandsOf(dockerfile, instruction).map((command) => {
        const folder = folderOfCommand(dockerfile, instruction, command);
        return folder === undefined ? undefined : contextFolderAt(dockerfile, stage, instruction, folder);
    });
    return [...folders, ...others].flatMap((folder) => (folder === undefined ? [] : [joinPath(folder, file)]));
}
