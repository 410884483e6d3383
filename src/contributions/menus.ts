import type { CommandName } from './commands';
import { buildContextView, containersView } from './views';

export interface MenuItem {
    readonly command: CommandName;
    readonly when: string;
    /** Such as `inline@1`; VS Code sorts by it. */
    readonly group?: string;
}

/**
 * Rows say what they are by words in their context value, the kind of row first: see `editor/containers/rows.ts`.
 * A command's row has the words of its newest container too.
 */
function row(kind: 'command' | 'image' | 'container' | 'any', ...words: readonly string[]): string {
    const start = kind === 'any' ? [] : [`viewItem =~ /^${kind}\\b/`];
    return [`view == ${containersView}`, ...start, ...words.map((word) => `viewItem =~ /\\b${word}\\b/`)].join(' && ');
}

const inView = `view == ${containersView}`;
const inBuildContext = `view == ${buildContextView}`;
const isSent = `${inBuildContext} && viewItem =~ /\\bsent\\b/`;

export const menus: Readonly<Record<string, readonly MenuItem[]>> = {
    'view/title': [
        { command: 'addContainerFiles', when: inView, group: 'navigation@1' },
        { command: 'selectEngine', when: inView, group: 'navigation@2' },
        { command: 'retryEngine', when: `${inView} && gopherdock.engine == lost`, group: 'navigation@3' },
        { command: 'showEngineHelp', when: `${inView} && gopherdock.engine == lost`, group: '1_engine@1' },
        { command: 'showLog', when: inView, group: '2_help@1' },
        { command: 'openWalkthrough', when: inView, group: '2_help@2' },
        { command: 'refreshBuildContext', when: inBuildContext, group: 'navigation@1' },
        { command: 'closeBuildContext', when: inBuildContext, group: 'navigation@2' },
    ],
    'view/item/context': [
        { command: 'leaveOutOfBuild', when: isSent, group: 'inline@1' },
        { command: 'leaveOutOfBuild', when: isSent, group: '1_do@1' },
        { command: 'buildImage', when: row('command'), group: 'inline@1' },
        { command: 'runContainer', when: `${row('command')} && !(viewItem =~ /\\brunning\\b/)`, group: 'inline@2' },
        { command: 'openInBrowser', when: row('any', 'port'), group: 'inline@3' },
        { command: 'followLogs', when: row('any', 'container'), group: 'inline@4' },
        { command: 'startContainer', when: row('container', 'stopped'), group: 'inline@5' },
        { command: 'stopContainer', when: row('any', 'running'), group: 'inline@6' },
        { command: 'removeContainer', when: row('container', 'stopped'), group: 'inline@7' },
        { command: 'removeImage', when: row('image'), group: 'inline@1' },

        { command: 'buildImage', when: row('command'), group: '1_do@1' },
        { command: 'runContainer', when: row('command'), group: '1_do@2' },
        { command: 'followLogs', when: row('any', 'container'), group: '1_do@3' },
        { command: 'openInBrowser', when: row('any', 'port'), group: '1_do@4' },
        { command: 'startContainer', when: row('any', 'stopped'), group: '2_state@1' },
        { command: 'stopContainer', when: row('any', 'running'), group: '2_state@2' },
        { command: 'restartContainer', when: row('any', 'running'), group: '2_state@3' },
        { command: 'openDockerfile', when: row('command'), group: '3_open@1' },
        { command: 'openMain', when: row('command'), group: '3_open@2' },
        { command: 'explainFailure', when: row('any', 'failed'), group: '4_more@1' },
        { command: 'copyContainerId', when: row('any', 'container'), group: '4_more@2' },
        { command: 'removeContainer', when: row('any', 'container'), group: '5_remove@1' },
        { command: 'removeImage', when: row('image'), group: '5_remove@2' },
    ],
    'explorer/context': [
        {
            command: 'addContainerFiles',
            when: 'resourceFilename == go.mod || resourceFilename == go.work',
            group: '7_modification@9',
        },
        { command: 'showBuildContext', when: 'resourceLangId == dockerfile', group: '7_modification@10' },
    ],
    'editor/title': [
        { command: 'fixAll', when: 'resourceLangId == dockerfile', group: '1_gopherdock@1' },
        { command: 'showBuildContext', when: 'resourceLangId == dockerfile', group: '1_gopherdock@2' },
    ],
};
