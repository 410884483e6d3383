import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileEdit, Finding, Fix } from './rule';

/** A text edit as offsets. */
interface Change {
    readonly start: number;
    readonly end: number;
    readonly newText: string;
}

/** Applies the edits of the judged file; of two that overlap, the later one in the list is left out. */
export function applyEdits(text: string, edits: readonly FileEdit[]): string {
    const taken = new Changes();
    for (const change of changesOf(text, edits)) if (!taken.overlaps(change)) taken.add(change);
    return taken.applyTo(text);
}

const mostRounds = 20;

/**
 * Applies preferred fixes, judging again after each round until nothing is left to repair. A fix whose place another one
 * has just changed waits for the next round; one that touches other files is left to a person.
 */
export function fixAll(
    text: string,
    judge: (text: string) => readonly Finding[],
): { readonly text: string; readonly fixed: number } {
    const seen = new Set([text]);
    let current = text;
    let fixed = 0;
    for (let round = 0; round < mostRounds; round++) {
        const taken = new Changes();
        const document = documentOf(current);
        let applied = 0;
        for (const fix of preferredFixes(judge(current))) {
            const changes = fix.edits.map((edit) => changeOf(document, edit));
            if (changes.length === 0 || changes.some((change) => taken.touches(change))) continue;
            for (const change of changes) taken.add(change);
            applied++;
        }
        const next = taken.applyTo(current);
        if (seen.has(next)) break;
        seen.add(next);
        current = next;
        fixed += applied;
    }
    return { text: current, fixed };
}

function preferredFixes(findings: readonly Finding[]): Fix[] {
    return findings
        .map(({ fixes }) => fixes.find(({ preferred }) => preferred))
        .filter((fix) => fix !== undefined)
        .filter(({ edits }) => edits.every(({ file }) => file === undefined));
}

function changesOf(text: string, edits: readonly FileEdit[]): Change[] {
    const document = documentOf(text);
    return edits.filter(({ file }) => file === undefined).map((edit) => changeOf(document, edit));
}

function documentOf(text: string): TextDocument {
    return TextDocument.create('', '', 0, text);
}

function changeOf(document: TextDocument, { range, newText }: FileEdit): Change {
    return { start: document.offsetAt(range.start), end: document.offsetAt(range.end), newText };
}

/** Non-overlapping changes in the order of the text. */
class Changes {
    readonly inOrder: Change[] = [];

    /** Whether a change overlaps or touches another one: what touches may depend on what it touches. */
    touches({ start, end }: Change): boolean {
        const at = this.indexAfter(start);
        const before = this.inOrder[at - 1];
        const after = this.inOrder[at];
        return (before !== undefined && before.end >= start) || (after !== undefined && after.start <= end);
    }

    overlaps({ start, end }: Change): boolean {
        const at = this.indexAfter(start);
        const before = this.inOrder[at - 1];
        const after = this.inOrder[at];
        return (before !== undefined && before.end > start) || (after !== undefined && after.start < end);
    }

    add(change: Change): void {
        this.inOrder.splice(this.indexAfter(change.start), 0, change);
    }

    private indexAfter(start: number): number {
        let low = 0;
        let high = this.inOrder.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.inOrder[middle]?.start ?? 0) <= start) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    applyTo(text: string): string {
        let result = '';
        let at = 0;
        for (const { start, end, newText } of this.inOrder) {
            result += text.slice(at, start) + newText;
            at = end;
        }
        return result + text.slice(at);
    }
}
