import type * as vscode from 'vscode';
import type { Log } from '../engine/log';
import type { Project } from '../project/project';
import type { ProjectReader } from '../project/reader';
import { workspaceFiles } from './workspaceFiles';

/** One folder's project, described again only after a change, for all who ask at the same time at once. */
export interface FolderProject {
    read(): Promise<Project>;
    /** Says that a file or folder below has come, gone or changed. */
    changed(path: string): void;
}

export function createFolderProject(root: vscode.Uri, log: Log): FolderProject {
    let reader: Promise<ProjectReader> | undefined;
    let current: Promise<Project> | undefined;

    const read = async (): Promise<Project> => {
        const start = performance.now();
        // loaded here, so that activation does not pay for the Go reader
        reader ??= import('../project/reader').then(({ createProjectReader }) =>
            createProjectReader(workspaceFiles(root), root.toString(true)),
        );
        const project = await (await reader).read();
        const milliseconds = Math.round(performance.now() - start);
        log.debug(
            `read ${root.toString(true)}: ${String(project.commands.length)} commands, ${String(milliseconds)} ms`,
        );
        return project;
    };

    return {
        read() {
            const reading = (current ??= read());
            // a failure is not kept
            reading.catch(() => {
                if (current === reading) current = undefined;
            });
            return reading;
        },
        changed(path) {
            current = undefined;
            void reader?.then((known) => {
                known.changed(path);
            });
        },
    };
}
