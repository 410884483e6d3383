import { runtimeBases, type RuntimeBase } from '../../facts/runtimeBases';
import type { Command } from '../../project/project';
import type { Reason } from '../scaffold';
import { distributionOf, findNeed, readSystemNeeds, type SystemNeeds } from './systemNeeds';
import { placeOf, quoteList } from './words';

/** Why a command cannot run in an image, as a clause; `undefined` where it can. */
export function objectionTo(base: RuntimeBase, command: Command): string | undefined {
    if (!command.cgo) return undefined;
    const needs = readSystemNeeds(command);
    const cause = needs.first === undefined ? '' : ` (\`${needs.first.import}\`, ${placeOf(needs.first)})`;
    const glibcOnly = findNeed(needs, (known) => known.glibcOnly === true);
    if (base.libc === 'none') return objectionToStatic(base, command, glibcOnly, cause);
    if (base.libc === 'musl' && glibcOnly !== undefined)
        return `\`${glibcOnly.import}\` (${placeOf(glibcOnly)}) needs glibc and \`${base.name}\` has musl`;
    const cpp = findNeed(needs, (known) => known.cpp === true);
    if (cpp !== undefined && !base.cpp)
        return `\`${cpp.import}\` (${placeOf(cpp)}) is C++ and \`${base.name}\` has no libstdc++`;
    const libraries = sharedLibraries(needs, base);
    if (libraries.length > 0 && base.packages === null)
        return `\`${command.name}\` loads ${quoteList(libraries)} while it runs and \`${base.name}\` has no package manager`;
    return undefined;
}

/** C is linked into the program on Alpine, whose musl is made for that. */
function objectionToStatic(
    base: RuntimeBase,
    command: Command,
    glibcOnly: Command['cgoReasons'][number] | undefined,
    cause: string,
): string | undefined {
    const needs = readSystemNeeds(command);
    const loading = findNeed(needs, (known) => known.loadsLibrary === true);
    const shared = needs.modules.flatMap(({ known }) => known.run?.alpine ?? []);
    const because =
        glibcOnly !== undefined
            ? `\`${glibcOnly.import}\` links with glibc only`
            : loading !== undefined
              ? `\`${loading.import}\` loads a library while it runs`
              : shared.length > 0
                ? `Alpine has ${quoteList(shared)} as shared libraries`
                : undefined;
    if (because === undefined) return undefined;
    return `\`${command.name}\` needs cgo${cause}, \`${base.name}\` has no C library, and ${because}`;
}

function sharedLibraries(needs: SystemNeeds, base: RuntimeBase): string[] {
    return needs.modules.flatMap(({ known }) => known.run?.[distributionOf(base)] ?? []);
}

/** The image that a final stage starts from: the one asked for where it can work, else the smallest that can. */
export function chooseBase(command: Command, asked: string | undefined): { base: RuntimeBase; reasons: Reason[] } {
    const wanted = runtimeBases.find(({ name }) => name === asked);
    const objection = wanted === undefined ? undefined : objectionTo(wanted, command);
    if (wanted !== undefined && objection === undefined)
        return {
            base: wanted,
            reasons: [
                {
                    what: `\`${wanted.image}\``,
                    because: `\`${wanted.name}\` was asked for${wanted.needs === undefined ? '' : `; ${wanted.needs}`}`,
                    source: null,
                },
                ...(command.cgo && wanted.libc === 'none' ? [staticReason(command)] : []),
            ],
        };
    const base = smallestFor(command);
    const fallback: Reason[] =
        objection === undefined
            ? []
            : [{ what: `not \`${asked ?? ''}\``, because: objection, source: command.cgoReasons[0] ?? null }];
    return { base, reasons: [...fallback, reasonFor(base, command)] };
}

function staticReason(command: Command): Reason {
    return {
        what: 'C is linked in with musl, on Alpine',
        because: `\`${command.cgoReasons[0]?.import ?? 'C'}\` needs cgo and the image has no C library; names are resolved by Go alone`,
        source: command.cgoReasons[0] ?? null,
    };
}

function smallestFor(command: Command): RuntimeBase {
    const needs = readSystemNeeds(command);
    // What a library of somebody else needs is not known: C++ is the likely part.
    const loadsLibrary = needs.modules.some(({ known }) => known.loadsLibrary === true);
    const order: readonly RuntimeBase['name'][] = command.needsShell
        ? ['debian']
        : command.cgo
          ? [...(loadsLibrary ? [] : (['base'] as const)), 'cc', 'debian']
          : ['static'];
    return order.map(baseNamed).find((base) => objectionTo(base, command) === undefined) ?? baseNamed('debian');
}

function baseNamed(name: RuntimeBase['name']): RuntimeBase {
    const base = runtimeBases.find((each) => each.name === name);
    if (base === undefined) throw new Error(`runtimeBases has no \`${name}\``);
    return base;
}

function reasonFor(base: RuntimeBase, command: Command): Reason {
    const what = `\`${base.image}\``;
    const fact = (name: Command['reasons'][number]['fact']): Command['reasons'][number] | undefined =>
        command.reasons.find((reason) => reason.fact === name);
    const shell = fact('needsShell');
    if (command.needsShell)
        return {
            what,
            because: `it has a shell, and the program ${shell?.because ?? 'needs one'}`,
            source: shell ?? null,
        };
    if (command.cgo) {
        const needs = readSystemNeeds(command);
        const cpp = findNeed(needs, (known) => known.cpp === true);
        const library = findNeed(needs, (known) => (known.run?.debian.length ?? 0) > 0);
        const decisive = (base.name === 'debian' ? library : base.name === 'cc' ? cpp : undefined) ?? needs.first;
        const gives =
            base.name === 'debian' ? 'packages' : base.name === 'cc' ? 'libstdc++ and a C library' : 'a C library';
        return {
            what,
            because: `\`${decisive?.import ?? 'C'}\` needs cgo, and with it ${gives} of the release that it was compiled on`,
            source: decisive ?? null,
        };
    }
    const certificates = fact('needsCertificates');
    return {
        what,
        because:
            certificates === undefined
                ? 'no cgo, so that nothing but the program is needed: about 2 MB, no shell, a user that is not root'
                : `no cgo, and it has the certificates to verify others with: the program ${certificates.because}`,
        source: certificates ?? null,
    };
}
