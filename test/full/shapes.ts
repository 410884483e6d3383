/**
 * The shapes that Go projects have, each a small project in a folder of test/shapes whose name says what is special about
 * it. Beside the folder, `.json` says how its programs behave and `.want` what we read and write.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { diskFiles } from '../../src/cli/diskFiles';
import type { Project } from '../../src/project/project';
import { readProject } from '../../src/project/reader';

export const root = 'test/shapes';

/** How a program behaves that was started in its container. */
export interface Behaviour {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly buildArgs?: Readonly<Record<string, string>>;
    /** Where it listens. */
    readonly port?: number;
    /** A part of the answer by path. */
    readonly answers?: Readonly<Record<string, string>>;
    /** Whether it answers `grpc.health.v1.Health/Check` at its port. */
    readonly grpc?: boolean;
    /** Whether its image has a HEALTHCHECK. */
    readonly health?: boolean;
    /** Folders that it writes. */
    readonly data?: readonly string[];
    /** What it logs while it runs. */
    readonly prints?: string;
    /** What it logs when SIGTERM ends it in good order, which not every program does. */
    readonly graceful?: string;
    /** What it prints before it ends by itself. */
    readonly ends?: string;
}

export interface Shape {
    readonly name: string;
    /** Relative to the repository. */
    readonly folder: string;
    /** By the name of the program: all that are shipped. */
    readonly programs: Readonly<Record<string, Behaviour>>;
}

export const shapes: readonly Shape[] = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
        name,
        folder: `${root}/${name}`,
        programs: JSON.parse(readFileSync(`${root}/${name}.json`, 'utf8')) as Shape['programs'],
    }));

export function readShape({ folder }: Pick<Shape, 'folder'>): Promise<Project> {
    return readProject(diskFiles(folder), undefined, '/project');
}
