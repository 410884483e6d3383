import type { Command, Project, Source } from '../../project/project';
import { defineCommand } from '../command';
import { jsonText } from '../formats/json';
import { painter, type Paint } from '../formats/paint';
import { choice, flag } from '../options';
import { readProjectFolder } from '../readFolder';
import { printable } from '../terminal';

export const projectCommand = defineCommand({
    name: 'project',
    summary: 'Says what a Go project is: modules, programs, ports, environment, services, cgo',
    paths: { takes: '[dir]', most: 1 },
    options: {
        format: choice(['text', 'json'], 'How it is written (default: text)'),
        json: flag('The same as --format json'),
    },
    async run({ json, format }, [dir = '.'], terminal) {
        const project = await readProjectFolder(dir, terminal.folder);
        terminal.write(
            json || format === 'json'
                ? jsonText(projectJson(project))
                : projectText(project, painter(terminal.colours)),
        );
        return 0;
    },
});

/** The project as scripts see it: the root itself is `.`, as `go list` would say. */
function projectJson({ root, workspace, modules, commands, otherMains, faults }: Project) {
    return {
        root,
        workspace,
        modules: modules.map((module) => ({ ...module, dir: shownDir(module.dir) })),
        commands: commands.map((command) => ({
            ...command,
            module: shownDir(command.module),
            dir: shownDir(command.dir),
            embeds: command.embeds.map(withSource),
            writesFiles: command.writesFiles.map(withSource),
            reasons: command.reasons.map(withSource),
        })),
        otherMains: otherMains.map((main) => ({ ...main, dir: shownDir(main.dir) })),
        faults,
    };
}

function shownDir(dir: string): string {
    return dir === '' ? '.' : dir;
}

function withSource<T extends Source>({ file, line, ...fact }: T) {
    return { ...fact, source: { file, line } };
}

function projectText({ modules, commands, otherMains, faults }: Project, paint: Paint): string {
    const lines: string[] = [];
    for (const { path, dir, go } of modules)
        lines.push(`${paint('bold', `module ${path}`)}  ${printable(shownDir(dir))}${go === null ? '' : `, Go ${go}`}`);
    if (modules.length === 0) lines.push('no Go module');
    for (const command of commands) lines.push('', paint('bold', command.name), ...commandLines(command, paint));
    if (otherMains.length > 0) lines.push('', 'not shipped');
    for (const { dir, why } of otherMains) lines.push(`  ${printable(shownDir(dir))}  ${paint('dim', why)}`);
    if (faults.length > 0) lines.push('', 'not understood');
    for (const { message, ...source } of faults) lines.push(`  ${printable(`${placeOf(source)}  ${message}`)}`);
    return `${lines.join('\n')}\n`;
}

function commandLines(command: Command, paint: Paint): string[] {
    const facts: [string, (string | [string, Source])[]][] = [
        ['package', [command.package]],
        ['cgo', command.cgoReasons.map((reason) => [reason.import, reason])],
        ['ports', command.ports.map(({ port, protocol, source }) => [`${port}/${protocol}`, source])],
        ['services', command.services.map(({ kind, source }) => [kind, source])],
        ['routes', command.routes.map(({ path, source }) => [path, source])],
        ['environment', command.env.map(({ name, default: value }) => (value === null ? name : `${name}=${value}`))],
        ['embeds', command.embeds.map(({ pattern, ...source }) => [pattern, source])],
        ['writes', command.writesFiles.map(({ path, ...source }) => [path, source])],
        ['because', command.reasons.map(({ because, ...source }) => [because, source])],
    ];
    const shown = (fact: string | [string, Source]) =>
        typeof fact === 'string' ? printable(fact) : `${printable(fact[0])} ${paint('dim', placeOf(fact[1]))}`;
    return facts
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => `  ${name.padEnd(12)}${values.map(shown).join(`\n${' '.repeat(14)}`)}`);
}

function placeOf({ file, line }: Source): string {
    return `${file}:${line + 1}`;
}
