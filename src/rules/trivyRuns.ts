import { oncePer } from '../dockerfile/once';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { textOf } from './edits';
import { isTrigger } from './onbuild';
import type { Alias } from './rule';
import { trivyArguments, trivyCommands } from './trivy';

/** What trivy's checks of package managers report of a RUN. */
export const reportedByTrivy = oncePer((dockerfile, run: Instruction): ReadonlySet<Alias> => {
    const mayBe = !isTrigger(dockerfile, run) && hints.test(textOf(dockerfile, run));
    const found = mayBe ? judge(dockerfile, run) : [];
    return found.length === 0 ? nothing : new Set(found);
});

const nothing: ReadonlySet<Alias> = new Set();

/** Without any of these nothing is reported; a line break may part them. */
const hints = /apt-get|apk|yum|dnf|zypper|sudo|[\r\n]/;

function judge(dockerfile: Dockerfile, run: Instruction): Alias[] {
    const texts = trivyArguments(dockerfile, run);
    const [first = ''] = texts;
    const commands = trivyCommands(dockerfile, run);
    return checks
        .filter(([, reports]) => reports({ first, joined: texts.join(' '), commands, isOne: texts.length === 1 }))
        .map(([alias]) => alias);
}

interface Run {
    /** The shell form, or the first string of the exec form. */
    readonly first: string;
    readonly joined: string;
    readonly commands: readonly (readonly string[])[];
    readonly isOne: boolean;
}

const checks: readonly (readonly [Alias, (run: Run) => boolean])[] = [
    ['trivy:DS-0010', ({ first, isOne }) => isOne && partsOf(first).some((part) => part.startsWith('sudo'))],
    ['trivy:DS-0015', ({ commands }) => leavesYumCache(commands)],
    ['trivy:DS-0019', ({ first }) => leavesCache(first, /dnf (?:in|rei)/g, /dnf clean all/g)],
    [
        'trivy:DS-0020',
        ({ first }) =>
            leavesCache(
                first,
                /zypper (?:in|remove|rm|source-install|si|patch|(?:-[A-Za-z-]* )+install)/g,
                /zypper (?:clean|cc)/g,
            ),
    ],
    ['trivy:DS-0021', ({ joined }) => installsWithout(joined, /^(?:--yes|--assume-yes|-[A-Za-z]*y)/)],
    ['trivy:DS-0025', ({ commands }) => commands.some(addsWithCache)],
    ['trivy:DS-0027', ({ first }) => leavesCache(first, /microdnf (?:re)?install/g, /microdnf clean all/g)],
    ['trivy:DS-0029', ({ joined }) => installsWithout(joined, /^--no-install-recommends/)],
];

/** Cut at `&&` only. */
export function partsOf(text: string): string[] {
    return text.split('&&').map((part) => part.trim());
}

function leavesYumCache(commands: Run['commands']): boolean {
    const last = commands.findLastIndex((words) => {
        const yum = words.indexOf('yum');
        return yum !== -1 && words.includes('install', yum + 1);
    });
    return last !== -1 && !commands.slice(last + 1).some((words) => words.includes('all'));
}

/** By text alone: whether the last thing said is an installation. */
function leavesCache(text: string, installing: RegExp, cleaning: RegExp): boolean {
    const lastOf = (form: RegExp): number => Array.from(text.matchAll(form)).at(-1)?.index ?? -1;
    const installed = lastOf(installing);
    return installed !== -1 && lastOf(cleaning) < installed;
}

function addsWithCache([program, ...words]: readonly string[]): boolean {
    const subcommand = words.find((word) => !word.startsWith('-'));
    return program === 'apk' && subcommand === 'add' && !words.includes('--no-cache');
}

const option = /^--?[A-Za-z][A-Za-z-]*$/;
const plainPackage = /^[a-z0-9][a-z0-9+.-]*(?:=\S+)?$/;

/**
 * Whether there is an `apt-get install`, and none that is told so: before or behind `install`, with nothing but plain
 * options and packages between. The option may stand in the middle of a package's name.
 */
function installsWithout(text: string, told: RegExp): boolean {
    let isInstalling = false;
    let scanned = 0;
    for (const { index } of text.matchAll(/apt-get (?=\S)/g)) {
        // what was read as part of an earlier one says nothing new
        if (index < scanned) continue;
        const word = /\s*(\S+)/y;
        word.lastIndex = index + 'apt-get '.length;
        let isBehind = false;
        let isTold = false;
        for (let next = word.exec(text)?.[1]; next !== undefined; next = word.exec(text)?.[1]) {
            scanned = word.lastIndex;
            isTold ||= told.test(next) || (isBehind && isInName(next, told));
            if (!isBehind && next.startsWith('install')) isBehind = true;
            else if (!option.test(next) && !(isBehind && plainPackage.test(next))) break;
        }
        isInstalling ||= isBehind;
        if (isBehind && isTold) return false;
    }
    return isInstalling;
}

function isInName(word: string, told: RegExp): boolean {
    return plainPackage.test(word) && word.split(/(?=-)/).some((part) => told.test(part));
}
