import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { runtimeBases } from '../../facts/runtimeBases';
import type { Project } from '../../project/project';
import { pathsToRead, propose } from '../../scaffold/propose';
import { checkChoices, defaultChoices, scaffold } from '../../scaffold/render';
import type { ProposedFile } from '../../scaffold/scaffold';
import { defineCommand } from '../command';
import { CommandError, reasonOf } from '../commandError';
import { isInside } from '../diskFiles';
import { jsonText } from '../formats/json';
import { counted, painter, type Paint } from '../formats/paint';
import { choice, choices, flag, texts } from '../options';
import { readBounded } from '../readBounded';
import { readProjectFolder } from '../readFolder';
import { replaceFiles } from '../replaceFiles';
import { printable } from '../terminal';

const fileKinds = ['dockerfile', 'dockerignore', 'compose', 'debug', 'kubernetes', 'monitoring', 'ci'] as const;

export const scaffoldCommand = defineCommand({
    name: 'scaffold',
    summary: 'Writes the container files of a Go project, with the reason for each choice',
    paths: { takes: '[dir]', most: 1 },
    options: {
        files: choices(fileKinds, 'Which files, comma-separated (default: Dockerfile and .dockerignore)'),
        command: texts('NAME', 'Only for this program of the project; may be repeated'),
        base: choice(
            runtimeBases.map(({ name }) => name),
            'The image that the final stage starts from (default: what the program needs)',
        ),
        set: texts('key=value', 'Decide a detail otherwise, such as port=9000; may be repeated'),
        write: flag('Write the files; without it nothing touches the disk'),
        force: flag('Write over files that were edited since, too'),
        format: choice(['text', 'json'], 'How the answer is written (default: text)'),
        json: flag('The same as --format json'),
    },
    notes: ['Exit code 1: a file was edited since it was written, or is not ours, and stays as it is without --force.'],
    async run(values, [dir = '.'], terminal) {
        const choices = {
            files: values.files ?? defaultChoices.files,
            commands: values.command,
            base: values.base,
            set: readSet(values.set),
        };
        const project = await readProjectFolder(dir, terminal.folder);
        requireProgram(project, dir);
        const lasting = checkChoices(project, defaultChoices);
        const refused = checkChoices(project, choices).filter((problem) => !lasting.includes(problem));
        if (refused.length > 0) throw new CommandError(refused.join('; '));
        const root = path.resolve(terminal.folder, dir);
        const scaffolded = scaffold(project, choices);
        const proposed = propose(scaffolded, await readCurrent(root, pathsToRead(scaffolded)));
        const written = values.write ? proposed.filter((file) => isToWrite(file, values.force)) : [];
        await requireInside(root, written);
        await replaceFiles(
            written.map(({ path: shown, text }) => ({ file: path.join(root, shown), shown, content: text })),
        );
        terminal.write(
            values.json || values.format === 'json'
                ? jsonText({ files: proposed.map(fileJson) })
                : filesText(proposed, written, values.write, painter(terminal.colours)),
        );
        // what no other choice can help is told, and what can be done is done all the same
        if (lasting.length > 0) terminal.complain(lasting.join('; '));
        const hasConflict = !values.force && proposed.some(({ action }) => action === 'conflict');
        return lasting.length > 0 ? 2 : hasConflict ? 1 : 0;
    },
});

function isToWrite({ action }: ProposedFile, force: boolean): boolean {
    return action === 'create' || action === 'update' || (action === 'conflict' && force);
}

function readSet(given: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(
        given.map((pair) => {
            const at = pair.indexOf('=');
            if (at < 1) throw new CommandError(`\`--set\` takes key=value, not \`${pair}\``);
            return [pair.slice(0, at), pair.slice(at + 1)];
        }),
    );
}

function requireProgram({ modules, commands, otherMains, faults }: Project, dir: string): void {
    if (commands.length > 0) return;
    const [fault] = faults;
    if (fault !== undefined) throw new CommandError(`${fault.file}:${String(fault.line + 1)}: ${fault.message}`);
    if (modules.length === 0) throw new CommandError(`there is no Go module in \`${dir}\`: \`go mod init\` makes one`);
    const [main] = otherMains;
    const hint = main === undefined ? '' : `; \`${main.dir || '.'}\` is none: ${main.why}`;
    throw new CommandError(`there is no Go program to ship in \`${dir}\`${hint}`);
}

const largestFile = 4 * 1024 * 1024;

/** The texts on disk; throws `CommandError` for one that is there but cannot be read, so that it is not taken for absent. */
async function readCurrent(root: string, files: readonly string[]): Promise<Map<string, string>> {
    const current = new Map<string, string>();
    for (const file of files)
        try {
            const bytes = await readBounded(path.join(root, file), largestFile);
            current.set(file, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
        } catch (error) {
            if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
            throw new CommandError(`cannot read \`${file}\`: ${reasonOf(error)}`);
        }
    return current;
}

/** A link may lead out of the folder that the user named. */
async function requireInside(root: string, files: readonly ProposedFile[]): Promise<void> {
    for (const { path: file } of files) {
        const place = await deepestReal(path.join(root, file));
        if (!isInside(await realpath(root), place))
            throw new CommandError(`cannot write \`${file}\`: a link leads out of the folder, to \`${place}\``);
    }
}

/** Where a path leads, as far as it is there already. */
async function deepestReal(place: string): Promise<string> {
    try {
        return await realpath(place);
    } catch {
        return deepestReal(path.dirname(place));
    }
}

function fileJson({ path: file, action, text, reasons }: ProposedFile) {
    return { path: file, action, text, reasons };
}

function filesText(
    proposed: readonly ProposedFile[],
    written: readonly ProposedFile[],
    write: boolean,
    paint: Paint,
): string {
    const styles = { create: 'green', update: 'yellow', unchanged: 'dim', conflict: 'red' } as const;
    const lines = proposed.flatMap(({ path: file, action, reasons }) => [
        `${paint(styles[action], action)}${' '.repeat(11 - action.length)}${paint('bold', file)}`,
        ...reasons.map(({ what, because, source }) => {
            const where = source === null ? '' : ` (${source.file}:${source.line + 1})`;
            return `           ${printable(`${what}: ${because}`)}${paint('dim', where)}`;
        }),
    ]);
    const conflicts = proposed.filter((file) => file.action === 'conflict' && !written.includes(file)).length;
    const told = write ? counted(written.length, 'file') + ' written' : 'nothing is written without `--write`';
    const kept =
        conflicts === 0 ? '' : `; ${counted(conflicts, 'file')} kept as edited, which \`--force\` would replace`;
    return `${lines.join('\n')}\n\n${told}${kept}\n`;
}
