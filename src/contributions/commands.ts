/** Every command of the extension. Its identifier is `gopherdock.` and its name; a command without a handler does not compile. */
export interface CommandContribution {
    /** What a user would say, in title case. */
    readonly title: string;
    /** A theme icon such as `$(play)`, for buttons. */
    readonly icon?: string;
    /** Whether the command palette offers it; a when clause where that depends. Absent: always. */
    readonly palette?: boolean | string;
    /** For the table in the README, one sentence without a full stop. */
    readonly does: string;
}

export const commands = {
    addContainerFiles: {
        title: 'Add Container Files',
        icon: '$(new-file)',
        does: 'Reads the Go project and proposes a Dockerfile and a .dockerignore, each choice with its reason; nothing is written before you accept',
    },
    fixAll: {
        title: 'Fix All Problems in This Dockerfile',
        icon: '$(wand)',
        palette: 'editorLangId == dockerfile',
        does: 'Applies every preferred fix of the open Dockerfile at once',
    },
    explainRule: {
        title: 'Explain a Rule',
        does: 'Shows why a rule is there, with a bad and a good example',
    },
    lintWorkspace: {
        title: 'Lint Workspace',
        icon: '$(checklist)',
        does: 'Judges every Dockerfile of the workspace and puts what it finds into *Problems*',
    },
    selectLintProfile: {
        title: 'Select Lint Profile',
        palette: 'editorLangId == dockerfile',
        does: 'Changes which rules run, `recommended`, `strict` or `all`',
    },
    switchRuleOff: {
        title: 'Switch a Rule Off in Settings',
        does: 'Switches a rule off in the settings of the workspace, or in yours where no folder is open',
    },
    showBuildContext: {
        title: 'Show Build Context',
        icon: '$(file-zip)',
        does: 'Shows what the build of a Dockerfile is sent, how large it is, and what the ignore file takes out',
    },
    refreshBuildContext: {
        title: 'Measure Again',
        icon: '$(refresh)',
        palette: 'gopherdock.showsBuildContext',
        does: 'Measures the build context that is shown again',
    },
    closeBuildContext: {
        title: 'Close Build Context',
        icon: '$(close)',
        palette: 'gopherdock.showsBuildContext',
        does: 'Closes the view of the build context',
    },
    leaveOutOfBuild: {
        title: 'Leave Out of the Build',
        icon: '$(exclude)',
        palette: false,
        does: 'Adds a line for a file or folder of the build context to the ignore file',
    },
    buildImage: {
        title: 'Build Image',
        icon: '$(package)',
        does: 'Builds the image of a Go command with progress and cancel, then reads the binary inside',
    },
    runContainer: {
        title: 'Run',
        icon: '$(play)',
        does: 'Runs a Go command in a hardened container on a free port of this machine; builds it first where there is no image',
    },
    runWithOptions: {
        title: 'Run with Options…',
        icon: '$(settings)',
        does: 'Opens a form with everything that a container can be given, filled in as *Run* would, and the `docker run` line that does the same',
    },
    followLogs: {
        title: 'Follow Log',
        icon: '$(output)',
        does: 'Follows the log of a container in a terminal that outlives restarts',
    },
    startContainer: { title: 'Start', icon: '$(debug-start)', does: 'Starts a stopped container' },
    stopContainer: {
        title: 'Stop',
        icon: '$(debug-stop)',
        does: 'Asks the program to end, and ends it after its time is up',
    },
    restartContainer: { title: 'Restart', icon: '$(debug-restart)', does: 'Stops a container and starts it again' },
    removeContainer: {
        title: 'Remove Container',
        icon: '$(trash)',
        does: 'Removes a container; a running one only after you confirm',
    },
    pauseContainer: {
        title: 'Pause',
        icon: '$(debug-pause)',
        does: 'Freezes a running container; it keeps its memory',
    },
    unpauseContainer: { title: 'Resume', icon: '$(debug-continue)', does: 'Lets a paused container go on' },
    killContainer: { title: 'Kill', does: 'Ends a container at once, without asking its program' },
    renameContainer: { title: 'Rename Container', does: 'Gives a container another name' },
    openTerminal: {
        title: 'Open Terminal Inside',
        icon: '$(terminal)',
        does: 'Opens a shell inside of a running container; one without a shell is entered through a helper beside it',
    },
    browseFiles: {
        title: 'Browse Files',
        icon: '$(files)',
        does: 'Shows the files of any container, stopped ones and those without a shell too; they open read-only',
    },
    refreshFiles: {
        title: 'Read Files Again',
        icon: '$(refresh)',
        palette: 'gopherdock.browsesContainer',
        does: 'Reads the files of the container that is shown again',
    },
    closeFiles: {
        title: 'Close Container Files',
        icon: '$(close)',
        palette: 'gopherdock.browsesContainer',
        does: 'Closes the view of container files',
    },
    copyOut: {
        title: 'Copy Out of the Container',
        icon: '$(desktop-download)',
        palette: false,
        does: 'Copies a file or folder of a container to a place that you choose',
    },
    showDetails: {
        title: 'Show Details',
        icon: '$(info)',
        does: 'Shows a container on a page: state, limits and rights, network, mounts, environment',
    },
    inspectObject: {
        title: 'Inspect as JSON',
        icon: '$(json)',
        does: 'Shows what the engine knows of a container, image, volume or network',
    },
    measureContainer: {
        title: 'Show CPU and Memory',
        icon: '$(pulse)',
        does: 'Shows on the row of a container what it uses now',
    },
    stopMeasuring: { title: 'Hide CPU and Memory', does: 'Ends showing what a container uses' },
    filterContainers: {
        title: 'Filter the Containers View',
        icon: '$(filter)',
        does: 'Shows only rows of the containers view with the words that you type',
    },
    clearContainersFilter: {
        title: 'Show All Rows Again',
        icon: '$(filter-filled)',
        palette: 'gopherdock.containersFiltered',
        does: 'Takes the filter off the containers view',
    },
    cleanUpEngine: {
        title: 'Clean Up the Container Engine',
        icon: '$(clear-all)',
        does: 'Shows what nothing uses and how much its removal frees; only what you tick goes',
    },
    removeVolume: {
        title: 'Remove Volume',
        icon: '$(trash)',
        does: 'Removes a volume with its data after you confirm',
    },
    removeNetwork: { title: 'Remove Network', icon: '$(trash)', does: 'Removes a network that no container uses' },
    removeImage: { title: 'Remove Image', icon: '$(trash)', does: 'Removes an image after you confirm' },
    openInBrowser: {
        title: 'Open in Browser',
        icon: '$(link-external)',
        does: 'Opens the published port of a running container',
    },
    explainFailure: {
        title: 'Explain Why It Failed',
        icon: '$(question)',
        does: 'Says why a container ended or a build failed: cause, evidence, remedy',
    },
    copyContainerId: { title: 'Copy Container ID', does: 'Puts the full ID of a container on the clipboard' },
    openDockerfile: { title: 'Open Dockerfile', does: 'Opens the Dockerfile that builds a Go command' },
    openMain: { title: 'Open Source', does: 'Opens the Go file with the `main` of a command' },
    selectEngine: {
        title: 'Select Container Engine',
        icon: '$(plug)',
        does: 'Switches between the docker contexts and engines of this machine',
    },
    retryEngine: {
        title: 'Connect to the Container Engine Again',
        icon: '$(refresh)',
        does: 'Tries the container engine now instead of at the next pause',
    },
    showEngineHelp: {
        title: 'What to Do About the Container Engine',
        icon: '$(question)',
        does: 'Says why the engine cannot be used and what helps on this system',
    },
    showLog: { title: 'Show Log', does: "Shows Gopherdock's own log: decisions, reasons, failures" },
    openWalkthrough: { title: 'Get Started', does: 'Opens the walkthrough' },
} as const satisfies Readonly<Record<string, CommandContribution>>;

export type CommandName = keyof typeof commands;

export const category = 'Gopherdock';

export function commandId(name: CommandName): string {
    return `gopherdock.${name}`;
}
