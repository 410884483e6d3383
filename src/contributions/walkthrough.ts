import type { CommandName } from './commands';

/** The three steps of a first visit. */
export interface WalkthroughStep {
    readonly id: string;
    readonly title: string;
    /** Markdown; the button follows it. */
    readonly text: string;
    readonly button: { readonly title: string; readonly command: CommandName | 'focusContainers' };
    /** A picture under `media/walkthrough/`. */
    readonly picture: string;
    readonly alt: string;
    readonly completedBy: CommandName;
}

export const walkthrough = {
    id: 'start',
    title: 'Get Started with Gopherdock',
    description: 'From a Go project to a running container in three steps.',
} as const;

export const walkthroughSteps: readonly WalkthroughStep[] = [
    {
        id: 'write',
        title: 'Write the container files',
        text: 'Gopherdock reads your modules, programs, ports and C dependencies, and proposes a `Dockerfile` and a `.dockerignore` that fit. You see every line and every reason before anything is written.',
        button: { title: 'Add Container Files', command: 'addContainerFiles' },
        picture: 'write.svg',
        alt: 'The files of a Go project become a Dockerfile with two stages',
        completedBy: 'addContainerFiles',
    },
    {
        id: 'judge',
        title: 'Keep them right',
        text: 'Open a Dockerfile and change it: what is unsafe, slow or wrong for your program is underlined as you type, and most of it is repaired by a quick fix.',
        button: { title: 'Explain a Rule', command: 'explainRule' },
        picture: 'judge.svg',
        alt: 'A line of a Dockerfile is underlined, with a light bulb beside it',
        completedBy: 'explainRule',
    },
    {
        id: 'run',
        title: 'Build, run and follow',
        text: 'The containers view lists your Go commands. Build one, run it hardened on a free port, follow its log. When it fails, Gopherdock says why.',
        button: { title: 'Open the Containers View', command: 'focusContainers' },
        picture: 'run.svg',
        alt: 'A Go command with its image and a running container',
        completedBy: 'runContainer',
    },
];

/** As VS Code's command that opens a walkthrough wants it. */
export function walkthroughId(extension: string): string {
    return `${extension}#${walkthrough.id}`;
}
