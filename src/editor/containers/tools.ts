import type { Log } from '../../engine/log';
import type { BuildProblems } from '../building/buildProblems';
import type { HelpfulButton } from '../helpfulError';
import type { RunningBuilds } from './builds';
import type { BuildOutput } from './buildOutput';
import type { InspectDocuments } from './details/inspectDocuments';
import type { DetailPages } from './details/showDetails';
import type { ContainerFiles } from './files/containerFiles';
import type { ImageProgram } from './imageProgram';
import type { LogTerminals } from './logTerminals';
import type { ProjectFolders } from './projectFolders';
import type { EngineSession } from './session';
import type { Statistics } from './statistics';
import type { ContainersTree } from './tree';

/** What the commands of the containers view share. */
export interface Tools {
    readonly session: EngineSession;
    readonly tree: ContainersTree;
    readonly statistics: Statistics;
    readonly containerFiles: ContainerFiles;
    readonly inspectDocuments: InspectDocuments;
    readonly detailPages: DetailPages;
    readonly folders: ProjectFolders;
    readonly builds: RunningBuilds;
    readonly buildOutput: BuildOutput;
    readonly buildProblems: BuildProblems;
    readonly logTerminals: LogTerminals;
    /** What was read from images, by their ids. */
    readonly imagePrograms: Map<string, ImageProgram>;
    readonly log: Log;
    readonly messages: Messages;
    /** Runs another command of the extension. */
    readonly execute: (command: OtherCommand, ...args: readonly unknown[]) => Thenable<unknown>;
}

export type OtherCommand = 'addContainerFiles' | 'showEngineHelp' | 'selectEngine' | 'followLogs' | 'openInBrowser';

/** Messages with buttons. Nobody waits for the reader; a button that fails is shown like a command that fails. */
export interface Messages {
    info(message: string, buttons?: readonly HelpfulButton[]): void;
    warn(message: string, buttons?: readonly HelpfulButton[]): void;
    error(message: string, buttons?: readonly HelpfulButton[]): void;
}
