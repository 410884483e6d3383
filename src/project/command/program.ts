import { createEvaluator, type Evaluator } from '../evaluate';
import { expressionPath } from '../go/expression';
import type { GoCall, GoFile, GoImport, LiteralElement } from '../go/file';
import { qualifiedName } from '../knownCalls';
import type { Place } from '../lookup';
import type { Source } from '../project';
import type { Package, Workspace } from '../workspace';

/** One program: its main package, all packages of the project that it imports, and what their expressions may be. */
export interface Program extends Evaluator {
    readonly main: Package;
    /** Nearest package first, files in name order. */
    readonly imports: readonly ProgramImport[];
    readonly literals: readonly ProgramLiteral[];
    /** The calls of functions and methods of these last names, nearest package first within each name. */
    callsNamed(...names: readonly string[]): readonly ProgramCall[];
}

export interface ProgramImport extends GoImport {
    readonly file: GoFile;
}

/** A call with the place that it stands in. */
export interface ProgramCall extends GoCall {
    /** `net/http.ListenAndServe` for a function of an import, the written path for anything else. */
    readonly qualified: string;
    readonly place: Place;
}

/** The named elements of one composite literal. */
export interface ProgramLiteral {
    /** `net/http.Server` for a type of an import, else as written. */
    readonly type: string;
    readonly elements: ReadonlyMap<string, LiteralElement>;
    readonly place: Place;
}

/** Makes the programs of one workspace; what is found in a file is kept for the next program that shares it. */
export function createProgramFactory(workspace: Workspace): (main: Package) => Program {
    const callsOf = new WeakMap<GoFile, ProgramCall[]>();
    const literalsOf = new WeakMap<GoFile, ProgramLiteral[]>();

    return (main) => {
        const packages = workspace.reachableFrom(main);
        const evaluator = createEvaluator(workspace, packages);
        const places = packages.flatMap((owner) => owner.files.map((file) => ({ file, package: owner })));
        const telling = places.filter(({ file }) => isTelling(file, workspace));
        const byName = new Map<string, ProgramCall[]>();
        for (const { file, package: owner } of telling) {
            let calls = callsOf.get(file);
            if (calls === undefined) callsOf.set(file, (calls = readCalls(file, owner, workspace)));
            for (const call of calls) {
                const group = byName.get(call.name);
                if (group === undefined) byName.set(call.name, [call]);
                else group.push(call);
            }
        }
        return {
            ...evaluator,
            main,
            imports: places.flatMap(({ file }) => file.imports.map((each) => ({ ...each, file }))),
            literals: telling.flatMap(({ file, package: owner }) => {
                let literals = literalsOf.get(file);
                if (literals === undefined) literalsOf.set(file, (literals = readLiterals(file, owner, workspace)));
                return literals;
            }),
            callsNamed: (...names) => names.flatMap((name) => byName.get(name) ?? []),
        };
    };
}

export function sourceOf(file: GoFile, line: number): Source {
    return { file: file.path, line };
}

/** Whether the path is of a module, not of the standard library: its first part has a dot. */
export function isForeign(path: string): boolean {
    const slash = path.indexOf('/');
    return (slash < 0 ? path : path.slice(0, slash)).includes('.');
}

/** Whether an import path is this one, one below it, or a later major version of either. */
export function isUnder(path: string, prefix: string): boolean {
    return path === prefix || path.startsWith(`${prefix}/`);
}

/** A file with none of these has no fact of its own to give; it is still read when an expression leads into it. */
const tellingImports = new Set(
    'os os/exec os/signal net net/http net/rpc flag syscall time crypto/tls database/sql'.split(' '),
);
const tellingWords = ['env:"', 'envconfig:"', 'Listen', 'Shutdown('];

function isTelling(file: GoFile, workspace: Workspace): boolean {
    return (
        file.imports.some(
            ({ path }) => tellingImports.has(path) || (isForeign(path) && workspace.packageOf(path) === undefined),
        ) || tellingWords.some((word) => file.mentions(word))
    );
}

function readCalls(file: GoFile, owner: Package, workspace: Workspace): ProgramCall[] {
    return file.declarations().calls.map((call) => {
        const place = { file, package: owner, scope: call.scope };
        const dot = call.path.indexOf('.');
        const imported = dot < 0 ? undefined : workspace.importPathOf(file, call.path.slice(0, dot));
        return { ...call, qualified: imported === undefined ? call.path : imported + call.path.slice(dot), place };
    });
}

function readLiterals(file: GoFile, owner: Package, workspace: Workspace): ProgramLiteral[] {
    const groups = new Map<number, LiteralElement[]>();
    for (const element of file.declarations().elements) {
        const group = groups.get(element.literal);
        if (group === undefined) groups.set(element.literal, [element]);
        else group.push(element);
    }
    return [...groups.values()].flatMap((elements) => {
        const [first] = elements;
        if (first === undefined) return [];
        const place = { file, package: owner, scope: first.scope };
        const type = { kind: 'name', name: first.type, line: first.line } as const;
        return {
            type: qualifiedName({ workspace }, type, place),
            elements: new Map(elements.map((element) => [element.name, element])),
            place,
        };
    });
}

/** Whether two expressions are written the same, as far as their names tell. */
export function isSamePath(one: GoCall['on'], another: GoCall['on']): boolean {
    const path = one === undefined ? '' : expressionPath(one);
    return path !== '' && another !== undefined && path === expressionPath(another);
}
