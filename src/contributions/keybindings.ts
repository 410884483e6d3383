import type { CommandName } from './commands';
import { containersView } from './views';

/** What a key hands to a command in place of a row: it is about the rows that are selected. */
export const fromKeyboard = 'selection';

/** Keys of the containers view; they are of the view alone, and never of a field that somebody types in. */
export const keybindings: readonly { readonly command: CommandName; readonly key: string; readonly mac?: string }[] = [
    { command: 'removeContainer', key: 'delete', mac: 'cmd+backspace' },
    { command: 'renameContainer', key: 'f2', mac: 'f2' },
    { command: 'copyContainerId', key: 'ctrl+c', mac: 'cmd+c' },
    { command: 'followLogs', key: 'ctrl+alt+l', mac: 'cmd+alt+l' },
    { command: 'openTerminal', key: 'ctrl+alt+t', mac: 'cmd+alt+t' },
    { command: 'buildImage', key: 'ctrl+alt+b', mac: 'cmd+alt+b' },
    { command: 'runContainer', key: 'ctrl+alt+r', mac: 'cmd+alt+r' },
    { command: 'stopContainer', key: 'ctrl+alt+s', mac: 'cmd+alt+s' },
];

export const inContainersView = `focusedView == ${containersView} && !inputFocus`;
