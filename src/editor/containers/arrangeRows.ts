import { labelNames } from '../../engine/labels';
import { commandRow } from './commandRow';
import { filterRows } from './filterRows';
import { groupRows } from './groupRows';
import type { ProjectFolder, Row, Scene } from './rows';

/** The workspace's commands first, each with its image and its containers, then all else that the engine holds, in groups. */
export function arrangeRows(whole: Scene): readonly Row[] {
    if (!whole.connected) return [];
    const scene = { ...whole, containers: whole.containers.filter(({ labels }) => !(labelNames.temporary in labels)) };
    const claimed = new Set<string>();
    const folders = scene.folders.filter(({ project }) => project.commands.length > 0);
    const perFolder = folders.map((folder) => ({
        folder,
        rows: folder.project.commands.map((command) => commandRow({ folder, command }, scene, claimed)),
    }));
    const commands = perFolder.length > 1 ? perFolder.map(folderRow) : perFolder.flatMap(({ rows }) => rows);
    return filterRows([...commands, ...groupRows(scene, claimed, commands.length === 0)], scene.filter);
}

function folderRow({ folder, rows }: { folder: ProjectFolder; rows: readonly Row[] }): Row {
    return {
        id: `folder ${folder.uri}`,
        label: folder.name,
        description: '',
        facts: [],
        icon: 'root-folder',
        color: undefined,
        spoken: folder.name,
        contextValue: 'folder',
        children: rows,
        expanded: true,
        subject: { kind: 'folder' },
    };
}
