import type { Command, Project } from '../project/project';

/** Names that a builder keeps for itself. */
const reserved = ['scratch', 'context'];

/**
 * What the final stage of each command is called, by command: its name where a builder takes that, and where two commands
 * share one, the folder of the module before it. The same whichever commands are scaffolded.
 */
export function stageNames(project: Project): ReadonlyMap<Command, string> {
    const names = new Map<Command, string>();
    const taken = new Set<string>(reserved);
    for (const command of project.commands) {
        const name = stageName(command.name);
        const shared = project.commands.some((other) => other !== command && stageName(other.name) === name);
        const distinct = shared
            ? stageName(command.dir === '' ? name : command.dir.replace(/(^|\/)cmd\//, '$1'))
            : name;
        names.set(command, uniqueName(distinct, taken));
    }
    return names;
}

/** What a stage of a command is called that is not its image: `debug` where there is one command. */
export function extraStageName(extra: 'dev' | 'debug', stage: string, isOnly: boolean): string {
    return isOnly && stage !== extra ? extra : `${stage}-${extra}`;
}

/** The name, or the name with a number behind it; marks it as taken. */
export function uniqueName(name: string, taken: Set<string>): string {
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name}-${String(count)}`;
    taken.add(unique);
    return unique;
}

function stageName(text: string): string {
    const name = text
        .toLowerCase()
        .replaceAll(/[^a-z0-9._-]+/g, '-')
        .replace(/^[._-]+/, '');
    if (name === '') return 'app';
    return /^[a-z]/.test(name) ? name : `app-${name}`;
}
