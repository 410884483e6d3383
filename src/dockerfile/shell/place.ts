import type { ShellElement, ShellCommand, ShellNesting } from '../shell';
import type { Span } from '../syntax';

/** Where a node of the shell's tree stands. */
export interface Place {
    /** The text in which the node's positions count. */
    readonly text: string;
    /** Leads from there to the document. */
    readonly toSpan: (start: number, end: number) => Span;
    readonly within: readonly ShellNesting[];
    readonly element: ShellElement | undefined;
    readonly pipe: Pipe | undefined;
}

/** The commands of a pipeline by their position in it, as they become known. */
export interface Pipe {
    readonly members: Map<number, ShellCommand>;
    readonly index: number;
}
