import type { Range } from 'vscode-languageserver-types';
import { positionAt } from '../dockerfile/positions';
import type { Comment, Dockerfile } from '../dockerfile/syntax';
import { isMeantByAny, type Named } from './names';
import { areSkipped, optionsAt, readCheckOptions } from './checkComments';

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
    if (!speaksOfFindings(dockerfile)) return none;
    const checks = readCheckOptions(dockerfile);
    const failsBuild = (finding: Placed): boolean => checks.everywhere.isError && hasBuilderCheck(finding);
    if (!isHonoured) return { ...none, failsBuild };
    const lines = instructionLines(dockerfile);
    const pragmas = readPragmas(dockerfile, lines);
    return {
        silences: (finding) => {
            const line = finding.range.start.line;
            const owner = ownerOf(lines, line);
            const start = owner?.start ?? line;
            return (
                areSkipped(checks.everywhere, finding) ||
                areSkipped(owner && optionsAt(checks, owner.index, finding), finding) ||
                isMeantByAny(pragmas.everywhere, finding) ||
                isMeantByAny(pragmas.byLine.get(line), finding) ||
                isMeantByAny(pragmas.byInstruction.get(start), finding) ||
                pragmas.stages.some(
                    ({ after, before, names }) => after < start && start < before && isMeantByAny(names, finding),
                )
            );
        },
        failsBuild,
    };
}

/** Whether any comment can be one that is read here; in most files none can. */
function speaksOfFindings({ directives, comments }: Dockerfile): boolean {
    return directives.some(({ name }) => name === 'check') || comments.some(({ text }) => /ignore|check/i.test(text));
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
    readonly everywhere: ReadonlySet<string>;
    /** By first line of the instruction. */
    readonly byInstruction: ReadonlyMap<number, ReadonlySet<string>>;
    /** By the line that a finding starts on. */
    readonly byLine: ReadonlyMap<number, ReadonlySet<string>>;
    /** For instructions that start between two lines, both excluded. */
    readonly stages: readonly {
        readonly after: number;
        readonly before: number;
        readonly names: ReadonlySet<string>;
    }[];
}

export const hadolintPragma =
    /^hadolint[ \t]+(?:(stage|global)[ \t]+)?ignore[ \t]*=[ \t]*([DLSC\d]+(?:[ \t]*,[ \t]*[DLSC\d]+)*)[ \t]*(?:#.*)?$/;
const ownPragma = /^gopherdock[ \t]+(global[ \t]+)?ignore[ \t]*=[ \t]*([\w:.-]+(?:[ \t]*,[ \t]*[\w:.-]+)*)(?=\s|$)/;

function readPragmas(dockerfile: Dockerfile, lines: readonly InstructionLines[]): Pragmas {
    const everywhere = new Set<string>();
    const byInstruction = new Map<number, Set<string>>();
    const byLine = new Map<number, Set<string>>();
    const stages: Pragmas['stages'][number][] = [];
    const stageLines = lines.filter(({ opensStage }) => opensStage);
    const commentLines = dockerfile.comments.map(({ start }) => positionAt(dockerfile, start).line);
    for (const [index, comment] of dockerfile.comments.entries()) {
        const line = commentLines[index] ?? 0;
        const hadolint = readHadolint(comment);
        const [, global, names] = ownPragma.exec(comment.text) ?? [];
        if (hadolint?.reach === 'global') add(everywhere, hadolint.names);
        else if (hadolint?.reach === 'stage') {
            const before = stageLines[countBefore(stageLines, line + 2)]?.start ?? Infinity;
            stages.push({ after: line + 1, before, names: new Set(hadolint.names) });
        } else if (hadolint !== undefined) {
            // the reference looks at the very next line only
            add(setAt(byInstruction, line + 1), hadolint.names);
        }
        if (names === undefined) continue;
        let next = line + 1;
        for (let following = index + 1; commentLines[following] === next; following++) next++;
        const reached = global !== undefined ? everywhere : setAt(comment.inside ? byLine : byInstruction, next);
        add(reached, split(names));
    }
    return { everywhere, byInstruction, byLine, stages };
}

/** Nothing inside a continued instruction, where hadolint sees no comments. */
function readHadolint({ text, inside }: Comment): { reach: string | undefined; names: readonly string[] } | undefined {
    const match = inside ? null : hadolintPragma.exec(text);
    if (match === null) return undefined;
    return { reach: match[1], names: split(match[2] ?? '').map((code) => `hadolint:${code}`) };
}

function split(list: string): string[] {
    return list.split(',').map((name) => name.trim());
}

function setAt(map: Map<number, Set<string>>, key: number): Set<string> {
    const found = map.get(key) ?? new Set<string>();
    map.set(key, found);
    return found;
}

function add(set: Set<string>, names: readonly string[]): void {
    for (const name of names) set.add(name);
}
