import type { CommandName } from './commands';
import { containersView } from './views';

export interface MenuItem {
    readonly command: CommandName;
    readonly when: string;
    /** Such as `inline@1`; VS Code sorts by it. */
    readonly group?: string;
}

/** Rows say what they are by words in their context value: see `editor/containers/rows.ts`. */
function row(...words: readonly string[]): string {
    return [`view == ${containersView}`, ...words.map((word) => `viewItem =~ /\\b${word}\\b/`)].join(' && ');
}

const inView = `view == ${containersView}`;

export const menus: Readonly<Record<string, readonly MenuItem[]>> = {
    'view/title': [
        { command: 'addContainerFiles', when: inView, group: 'navigation@1' },
        { command: 'selectEngine', when: inView, group: 'navigation@2' },
        { command: 'retryEngine', when: `${inView} && gopherdock.engine == lost`, group: 'navigation@3' },
        { command: 'showEngineHelp', when: `${inView} && gopherdock.engine == lost`, group: '1_engine@1' },
        { command: 'showLog', when: inView, group: '2_help@1' },
        { command: 'openWalkthrough', when: inView, group: '2_help@2' },
    ],
    'view/item/context': [
        { command: 'buildImage', when: row('command'), group: 'inline@1' },
        { command: 'runContainer', when: row('command'), group: 'inline@2' },
        { command: 'openInBrowser', when: row('container', 'port'), group: 'inline@1' },
        { command: 'followLogs', when: row('container'), group: 'inline@2' },
        { command: 'startContainer', when: row('container', 'stopped'), group: 'inline@3' },
        { command: 'stopContainer', when: row('container', 'running'), group: 'inline@4' },
        { command: 'removeContainer', when: row('container', 'stopped'), group: 'inline@5' },
        { command: 'removeImage', when: row('image'), group: 'inline@1' },

        { command: 'buildImage', when: row('command'), group: '1_do@1' },
        { command: 'runContainer', when: row('command'), group: '1_do@2' },
        { command: 'openDockerfile', when: row('command'), group: '2_open@1' },
        { command: 'openMain', when: row('command'), group: '2_open@2' },
        { command: 'followLogs', when: row('container'), group: '1_do@1' },
        { command: 'openInBrowser', when: row('container', 'port'), group: '1_do@2' },
        { command: 'startContainer', when: row('container', 'stopped'), group: '2_state@1' },
        { command: 'stopContainer', when: row('container', 'running'), group: '2_state@2' },
        { command: 'restartContainer', when: row('container', 'running'), group: '2_state@3' },
        { command: 'explainFailure', when: row('container', 'stopped'), group: '3_more@1' },
        { command: 'copyContainerId', when: row('container'), group: '3_more@2' },
        { command: 'removeContainer', when: row('container'), group: '4_remove@1' },
        { command: 'removeImage', when: row('image'), group: '4_remove@1' },
    ],
    'explorer/context': [
        {
            command: 'addContainerFiles',
            when: 'resourceFilename == go.mod || resourceFilename == go.work',
            group: '7_modification@9',
        },
    ],
    'editor/title': [{ command: 'fixAll', when: 'resourceLangId == dockerfile', group: '1_gopherdock@1' }],
};
