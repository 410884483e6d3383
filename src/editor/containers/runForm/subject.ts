import { object, text } from '../../webview/shape';
import type { ProjectFolder, Program } from '../rows';

const isSubject = object({ folder: text(), command: text() });

/** A command of a folder as a text that outlives the window. */
export function subjectOf({ folder, command }: Program): string {
    return JSON.stringify({ folder: folder.uri, command: command.name });
}

export function nameOfSubject(subject: string): string {
    return parse(subject)?.command ?? '';
}

/** The command that a subject names, `undefined` where it is gone. */
export function findSubject(subject: string, folders: readonly ProjectFolder[]): Program | undefined {
    const named = parse(subject);
    const folder = folders.find(({ uri }) => uri === named?.folder);
    const command = folder?.project.commands.find(({ name }) => name === named?.command);
    return folder === undefined || command === undefined ? undefined : { folder, command };
}

function parse(subject: string): { readonly folder: string; readonly command: string } | undefined {
    try {
        const value: unknown = JSON.parse(subject);
        return isSubject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}
