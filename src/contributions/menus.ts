import type { CommandName } from './commands';
import { buildContextView, containerFilesView, containersView } from './views';

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
function row(
    kind: 'command' | 'image' | 'container' | 'volume' | 'network' | 'compose' | 'any',
    ...words: readonly string[]
): string {
    const start = kind === 'any' ? [] : [`viewItem =~ /^${kind}\\b/`];
    return [`view == ${containersView}`, ...start, ...words.map((word) => `viewItem =~ /\\b${word}\\b/`)].join(' && ');
}

const inView = `view == ${containersView}`;
const inFiles = `view == ${containerFilesView}`;
const inBuildContext = `view == ${buildContextView}`;
const isSent = `${inBuildContext} && viewItem =~ /\\bsent\\b/`;

const without = (when: string, word: string): string => `${when} && !(viewItem =~ /\\b${word}\\b/)`;
const notFixed = without(row('network'), 'fixed');
const notPaused = without(row('any', 'running'), 'paused');
const notMeasured = without(row('any', 'running'), 'measured');

export const menus: Readonly<Record<string, readonly MenuItem[]>> = {
    'view/title': [
        { command: 'addContainerFiles', when: inView, group: 'navigation@1' },
        { command: 'filterContainers', when: `${inView} && !gopherdock.containersFiltered`, group: 'navigation@2' },
        { command: 'clearContainersFilter', when: `${inView} && gopherdock.containersFiltered`, group: 'navigation@2' },
        { command: 'selectEngine', when: inView, group: 'navigation@3' },
        { command: 'retryEngine', when: `${inView} && gopherdock.engine == lost`, group: 'navigation@4' },
        { command: 'cleanUpEngine', when: inView, group: '1_engine@2' },
        { command: 'refreshFiles', when: inFiles, group: 'navigation@1' },
        { command: 'closeFiles', when: inFiles, group: 'navigation@2' },
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
        { command: 'unpauseContainer', when: row('any', 'paused'), group: 'inline@5' },
        { command: 'removeImage', when: row('image'), group: 'inline@1' },
        { command: 'removeVolume', when: row('volume'), group: 'inline@1' },
        { command: 'removeNetwork', when: notFixed, group: 'inline@1' },
        { command: 'copyOut', when: inFiles, group: 'inline@1' },

        { command: 'buildImage', when: row('command'), group: '1_do@1' },
        { command: 'runContainer', when: row('command'), group: '1_do@2' },
        { command: 'runWithOptions', when: row('command'), group: '1_do@3' },
        { command: 'followLogs', when: row('any', 'container'), group: '1_do@4' },
        { command: 'openInBrowser', when: row('any', 'port'), group: '1_do@5' },
        { command: 'startContainer', when: row('any', 'stopped'), group: '2_state@1' },
        { command: 'stopContainer', when: row('any', 'running'), group: '2_state@2' },
        { command: 'restartContainer', when: row('any', 'running'), group: '2_state@3' },
        { command: 'pauseContainer', when: notPaused, group: '2_state@4' },
        { command: 'unpauseContainer', when: row('any', 'paused'), group: '2_state@4' },
        { command: 'killContainer', when: row('any', 'running'), group: '2_state@5' },
        { command: 'startContainer', when: row('compose'), group: '2_state@1' },
        { command: 'stopContainer', when: row('compose'), group: '2_state@2' },
        { command: 'restartContainer', when: row('compose'), group: '2_state@3' },
        { command: 'openDockerfile', when: row('command'), group: '3_open@1' },
        { command: 'openMain', when: row('command'), group: '3_open@2' },
        { command: 'openTerminal', when: row('any', 'running'), group: '3_open@3' },
        { command: 'browseFiles', when: row('any', 'container'), group: '3_open@4' },
        { command: 'showDetails', when: row('any', 'container'), group: '3_open@5' },
        { command: 'inspectObject', when: row('any', 'container'), group: '3_open@6' },
        { command: 'inspectObject', when: row('image'), group: '3_open@6' },
        { command: 'inspectObject', when: row('volume'), group: '3_open@6' },
        { command: 'inspectObject', when: row('network'), group: '3_open@6' },
        { command: 'measureContainer', when: notMeasured, group: '4_more@1' },
        { command: 'stopMeasuring', when: row('any', 'measured'), group: '4_more@1' },
        { command: 'explainFailure', when: row('any', 'failed'), group: '4_more@2' },
        { command: 'copyContainerId', when: row('any', 'container'), group: '4_more@3' },
        { command: 'renameContainer', when: row('any', 'container'), group: '4_more@4' },
        { command: 'removeContainer', when: row('any', 'container'), group: '5_remove@1' },
        { command: 'removeContainer', when: row('compose'), group: '5_remove@1' },
        { command: 'removeImage', when: row('image'), group: '5_remove@2' },
        { command: 'removeVolume', when: row('volume'), group: '5_remove@3' },
        { command: 'removeNetwork', when: notFixed, group: '5_remove@4' },
        { command: 'copyOut', when: inFiles, group: '1_do@1' },
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
