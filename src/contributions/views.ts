import { commandId, type CommandName } from './commands';

export const containersView = 'gopherdock.containers';
export const buildContextView = 'gopherdock.buildContext';
export const containerFilesView = 'gopherdock.containerFiles';

/** The views of the side bar, top to bottom. */
export const views: readonly {
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly when?: string;
}[] = [
    { id: containersView, key: 'containers', name: 'Go Containers' },
    { id: buildContextView, key: 'buildContext', name: 'Build Context', when: 'gopherdock.showsBuildContext' },
    { id: containerFilesView, key: 'containerFiles', name: 'Container Files', when: 'gopherdock.browsesContainer' },
];

/** What a view with nothing to list says. `text` is followed by its buttons, each a line of its own. */
export interface Welcome {
    readonly key: string;
    readonly when: string;
    readonly text: string;
    readonly buttons: readonly { readonly title: string; readonly command: CommandName | 'openFolder' | 'trust' }[];
}

const trusted = 'isWorkspaceTrusted';

export const welcomes: readonly Welcome[] = [
    {
        key: 'noFolder',
        when: 'workspaceFolderCount == 0',
        text: 'Open a folder with a Go project to take it into containers.',
        buttons: [{ title: 'Open Folder', command: 'openFolder' }],
    },
    {
        key: 'restricted',
        when: `workspaceFolderCount > 0 && !${trusted}`,
        text: 'This folder is not trusted: Gopherdock reads, judges and previews, and executes nothing. Builds and containers wait for your trust.',
        buttons: [
            { title: 'Manage Workspace Trust', command: 'trust' },
            { title: 'Preview Container Files', command: 'addContainerFiles' },
        ],
    },
    {
        key: 'noProject',
        when: `workspaceFolderCount > 0 && ${trusted} && gopherdock.hasGoProject == false`,
        text: 'No Go program was found in this folder: there is no `go.mod`, or no `package main`. Run `go mod init` where your program is, and it appears here.',
        buttons: [{ title: 'Get Started', command: 'openWalkthrough' }],
    },
    {
        key: 'noEngine',
        when: `${trusted} && gopherdock.engine == lost`,
        text: 'No container engine answers. Writing and judging container files work without one; this view fills by itself when an engine starts.',
        buttons: [
            { title: 'What to Do', command: 'showEngineHelp' },
            { title: 'Select Container Engine', command: 'selectEngine' },
        ],
    },
];

/** The markdown of a welcome view: a translation is of the whole, because a text of package.json is either a key or none. */
export function welcomeContents({ text, buttons }: Welcome): string {
    return [text, ...buttons.map(({ title, command }) => `[${title}](command:${target(command)})`)].join('\n');
}

function target(command: Welcome['buttons'][number]['command']): string {
    if (command === 'openFolder') return 'vscode.openFolder';
    return command === 'trust' ? 'workbench.trust.manage' : commandId(command);
}
