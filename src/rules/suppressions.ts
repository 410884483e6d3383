import type { Range } from 'vscode-languageserver-types';
import { positionAt } from '../dockerfile/positions';
import type { Comment, Dockerfile } from '../dockerfile/syntax';
import { isMeant, type Named } from './names';
import { readCheckOptions, areSkipped } from './checkComments';

interface Placed extends Named {
    readonly range: Range;
}

/** What comments in a Dockerfile say about findings. */
export interface Suppressions {
    silences(finding: Placed): boolean;
    /** Whether `# check=error=true` makes it one that a builder stops at. */
    failsBuild(finding: Placed): boolean;
}

const none: Suppressions = { silences: () => false, failsBuild: () => false };

/** `isHonoured` false: a team does not let files excuse themselves. */
export function readSuppressions(dockerfile: Dockerfile, isHonoured: boolean): Suppressions {
    const checks = readCheckOptions(dockerfile);
    const failsBuild = (finding: Placed): boolean => checks.everywhere.isError && hasBuilderCheck(finding);
    if (!isHonoured) return { ...none, failsBuild };
    const lines = instructionLines(dockerfile);
    const pragmas = readPragmas(dockerfile, lines);
    return {
        silences: (finding) => {
            const line = finding.range.start.line;
            const owner = ownerOf(lines, line);
            return (
                areSkipped(checks.everywhere, finding) ||
                areSkipped(owner === undefined ? undefined : checks.byInstruction.get(owner.index), finding) ||
                pragmas.everywhere.some((name) => isMeant(name, finding)) ||
                (pragmas.byLine.get(line) ?? []).some((name) => isMeant(name, finding)) ||
                (pragmas.byInstruction.get(owner?.start ?? line) ?? []).some((name) => isMeant(name, finding)) ||
                pragmas.stages.some(
                    ({ after, before, names }) =>
                        after < (owner?.start ?? line) &&
                        (owner?.start ?? line) < before &&
                        names.some((name) => isMeant(name, finding)),
                )
            );
        },
        failsBuild,
    };
}

function hasBuilderCheck({ aliases }: Named): boolean {
    return aliases.some((alias) => alias.startsWith('buildkit:'));
}

/** First and last line of an instruction. */
interface InstructionLines {
    readonly index: number;
    readonly start: number;
    readonly end: number;
    readonly opensStage: boolean;
}

function instructionLines(dockerfile: Dockerfile): InstructionLines[] {
    return dockerfile.instructions.map(({ start, end, keyword }, index) => ({
        index,
        start: positionAt(dockerfile, start).line,
        end: positionAt(dockerfile, end).line,
        opensStage: keyword === 'FROM',
    }));
}

function ownerOf(lines: readonly InstructionLines[], line: number): InstructionLines | undefined {
    const found = lines[countBefore(lines, line + 1) - 1];
    return found !== undefined && line <= found.end ? found : undefined;
}

/** How many instructions start before a line. */
function countBefore(lines: readonly InstructionLines[], line: number): number {
    let low = 0;
    let high = lines.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((lines[middle]?.start ?? 0) < line) low = middle + 1;
        else high = middle;
    }
    return low;
}

interface Pragmas {
    readonly everywhere: readonly string[];
    /** By first line of the instruction. */
    readonly byInstruction: ReadonlyMap<number, readonly string[]>;
    /** By the line that a finding starts on. */
    readonly byLine: ReadonlyMap<number, readonly string[]>;
    /** For instructions that start between two lines, both excluded. */
    readonly stages: readonly { readonly after: number; readonly before: number; readonly names: readonly string[] }[];
}

const hadolintPragma =
    /^hadolint[ \t]+(?:(stage|global)[ \t]+)?ignore[ \t]*=[ \t]*([DLSC\d]+(?:[ \t]*,[ \t]*[DLSC\d]+)*)[ \t]*(?:#.*)?$/;
const ownPragma = /^gopherdock[ \t]+(global[ \t]+)?ignore[ \t]*=[ \t]*([\w:.-]+(?:[ \t]*,[ \t]*[\w:.-]+)*)(?=\s|$)/;

function readPragmas(dockerfile: Dockerfile, lines: readonly InstructionLines[]): Pragmas {
    const everywhere: string[] = [];
    const byInstruction = new Map<number, string[]>();
    const byLine = new Map<number, string[]>();
    const stages: { after: number; before: number; names: readonly string[] }[] = [];
    const commentLines = new Set<number>();
    for (const comment of dockerfile.comments) commentLines.add(positionAt(dockerfile, comment.start).line);

    for (const comment of dockerfile.comments) {
        const line = positionAt(dockerfile, comment.start).line;
        const [, reach, codes] = readHadolint(comment) ?? [];
        const [, global, names] = ownPragma.exec(comment.text) ?? [];
        if (codes !== undefined) {
            // the reference looks at the very next line only
            const ignored = codes.map((code) => `hadolint:${code}`);
            if (reach === 'global') everywhere.push(...ignored);
            else if (reach === 'stage') {
                const next = lines.slice(countBefore(lines, line + 2)).find(({ opensStage }) => opensStage);
                stages.push({ after: line + 1, before: next?.start ?? Infinity, names: ignored });
            } else add(byInstruction, line + 1, ignored);
        }
        if (names !== undefined) {
            const ignored = split(names);
            let next = line + 1;
            while (commentLines.has(next)) next++;
            if (global !== undefined) everywhere.push(...ignored);
            else add(comment.inside ? byLine : byInstruction, next, ignored);
        }
    }
    return { everywhere, byInstruction, byLine, stages };
}

/** Its reach and its codes; nothing inside a continued instruction, where hadolint sees no comments. */
function readHadolint({ text, inside }: Comment): readonly [string, string | undefined, readonly string[]] | undefined {
    const match = inside ? null : hadolintPragma.exec(text);
    return match === null ? undefined : [match[0], match[1], split(match[2] ?? '')];
}

function split(list: string): string[] {
    return list.split(',').map((name) => name.trim());
}

function add(map: Map<number, string[]>, key: number, names: readonly string[]): void {
    map.set(key, [...(map.get(key) ?? []), ...names]);
}
