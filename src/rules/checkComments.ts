import { positionAt } from '../dockerfile/positions';
import type { Dockerfile } from '../dockerfile/syntax';
import { checkOf, type Named } from './names';

/**
 * What `# check=skip=…;error=…` says, as a directive at the top or in a comment before an instruction.
 * After https://docs.docker.com/build/checks/.
 */
export interface CheckOptions {
    /** Names of checks, or `all`. */
    readonly skipped: readonly string[];
    /** Checks that run only where they are asked for, or `all`. */
    readonly experimental: readonly string[];
    readonly isError: boolean;
    /** Some checks can be skipped for the whole file only. */
    readonly isLocal: boolean;
}

export interface CheckComments {
    readonly everywhere: CheckOptions;
    /** By index of the instruction. */
    readonly byInstruction: ReadonlyMap<number, CheckOptions>;
    /** From an instruction to the later one of its stage that overrides it, by index. */
    readonly overriddenBy: ReadonlyMap<number, number>;
}

const onlyEverywhere = new Set([
    'NoEmptyContinuation',
    'ConsistentInstructionCasing',
    'DuplicateStageName',
    'ReservedStageName',
    'InvalidDefaultArgInFrom',
    'InvalidBaseImagePlatform',
]);

const localComment = /^check[ \t]*=[ \t]*(.*)$/i;

/** The comments since the instruction before count for an instruction, blank lines or not; an empty comment forgets them. */
export function readCheckOptions(dockerfile: Dockerfile): CheckComments {
    const directive = dockerfile.directives.find(({ name }) => name === 'check');
    const byInstruction = new Map<number, CheckOptions>();
    const comments = dockerfile.comments.filter(({ inside }) => !inside);
    let at = 0;
    for (const [index, instruction] of dockerfile.instructions.entries()) {
        let found: CheckOptions | undefined;
        for (let comment = comments[at]; comment !== undefined && comment.start < instruction.start;) {
            const written = localComment.exec(comment.text)?.[1];
            const isIndented = positionAt(dockerfile, comment.start).character > 0;
            if (comment.text === '') found = undefined;
            else if (written !== undefined && !isIndented) found ??= readOptions(written, true);
            comment = comments[++at];
        }
        if (found !== undefined) byInstruction.set(index, found);
    }
    const everywhere = readOptions(directive?.value.raw ?? '', false);
    return { everywhere, byInstruction, overriddenBy: findOverridden(dockerfile) };
}

function findOverridden({ instructions }: Dockerfile): ReadonlyMap<number, number> {
    const overriddenBy = new Map<number, number>();
    const last = new Map<string, number>();
    for (const [index, { keyword }] of instructions.entries()) {
        if (keyword === 'FROM') last.clear();
        const earlier = last.get(keyword);
        if (earlier !== undefined) overriddenBy.set(earlier, index);
        if (['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(keyword)) last.set(keyword, index);
    }
    return overriddenBy;
}

/** What counts for a finding at an instruction: of one that is overridden a builder asks at the one that overrides it. */
export function optionsAt(
    { byInstruction, overriddenBy }: CheckComments,
    index: number,
    { aliases }: Named,
): CheckOptions | undefined {
    const isOverridden = aliases.includes('buildkit:MultipleInstructionsDisallowed');
    return byInstruction.get(isOverridden ? (overriddenBy.get(index) ?? index) : index);
}

/** What stands behind the first blank is a remark. */
function readOptions(written: string, isLocal: boolean): CheckOptions {
    const [options = ''] = written.trim().split(/\s/, 1);
    const pairs = options.split(';').map((option) => {
        const equals = option.indexOf('=');
        return [option.slice(0, equals).toLowerCase(), option.slice(equals + 1)] as const;
    });
    const namesOf = (option: string): string[] =>
        pairs.filter(([name]) => name === option).flatMap(([, names]) => names.split(','));
    const isError = pairs.some(([name, value]) => name === 'error' && /^(?:1|t|T|TRUE|true|True)$/.test(value));
    return { skipped: namesOf('skip'), experimental: namesOf('experimental'), isError: isError && !isLocal, isLocal };
}

export function asksForExperimental(options: CheckOptions | undefined, check: string): boolean {
    return options?.experimental.some((name) => name === check || name === 'all') === true;
}

/** Runs only where it is asked for, and then cannot be skipped. */
const experimentalCheck = 'InvalidDefinitionDescription';

export function areSkipped(options: CheckOptions | undefined, { aliases }: Named): boolean {
    if (options === undefined) return false;
    const { skipped, isLocal } = options;
    return aliases.some((alias) => {
        const check = checkOf(alias);
        if (!alias.startsWith('buildkit:') || check === experimentalCheck || (isLocal && onlyEverywhere.has(check)))
            return false;
        return skipped.includes(check) || skipped.includes('all');
    });
}
