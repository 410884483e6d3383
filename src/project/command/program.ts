import { createBudget, createEvaluator, type Evaluator } from '../evaluate';
import { expressionPath } from '../go/expression';
import type { GoCall, GoFile, GoImport, LiteralElement } from '../go/file';
import { qualifiedName } from '../knownCalls';
import type { Place } from '../lookup';
import type { Source } from '../project';
import type { Package, Workspace } from '../workspace';

/** One program: its main package, all packages of the project that it imports, and what their expressions may be. */
export interface Program extends Evaluator {
    /** The first of each name and path in a package: nearest package first, files in name order. */
    readonly imports: readonly ProgramImport[];
    /** Those of servers, options, flags and commands. */
    readonly literals: readonly ProgramLiteral[];
    /** What stands before the path of a route, as far as it is known; shared by all programs. */
    readonly routePrefixes: WeakMap<ProgramCall, string>;
    /** The calls of functions and methods of these last names, in the order of the names, then nearest package first. */
    callsNamed(...names: readonly string[]): readonly ProgramCall[];
}

interface ProgramImport extends GoImport {
    readonly file: GoFile;
}

/** A call with the place that it stands in. */
export interface ProgramCall extends GoCall {
    /** `net/http.ListenAndServe` for a function of an import, the written path for anything else. */
    readonly qualified: string;
    readonly place: Place;
}

/** The named elements of one composite literal. */
interface ProgramLiteral {
    /** `net/http.Server` for a type of an import, else as written. */
    readonly type: string;
    readonly elements: ReadonlyMap<string, LiteralElement>;
    readonly place: Place;
}

/** The programs of these main packages, in their order; what is found in a package is shared by all that import it. */
export function createPrograms(workspace: Workspace, mains: readonly Package[]): Program[] {
    const reached = mains.map((main) => workspace.reachableFrom(main));
    const words = tellingWords.map((word) => workspace.filesMentioning(word));
    const said = new Set(words.flatMap((found) => [...found.values()].flat()));
    const saysItself = (file: GoFile): boolean => said.has(file);
    const contents = new Map(
        [...new Set(reached.flat())].map((each) => [each, readContents(each, workspace, saysItself)]),
    );
    const budget = createBudget();
    const routePrefixes = new WeakMap<ProgramCall, string>();
    const known = new Map<string, readonly PackageCalls[]>();
    // Only files that hold the name are taken apart for it.
    const callsNamed = (name: string): readonly PackageCalls[] => {
        let found = known.get(name);
        if (found === undefined) {
            found = [...workspace.filesNaming(name)].map(([owner, files]) => ({
                owner,
                calls: files
                    .filter((file) => contents.get(owner)?.telling.has(file) === true)
                    .flatMap((file) =>
                        (file.calls().get(name) ?? []).map((call) => readCall(call, file, owner, workspace)),
                    ),
            }));
            known.set(name, found);
        }
        return found;
    };
    return reached.map((packages) => {
        const order = new Map(packages.map((each, position) => [each, position]));
        const positionOf = ({ owner }: PackageCalls): number => order.get(owner) ?? -1;
        return {
            ...createEvaluator(workspace, packages, budget),
            routePrefixes,
            imports: packages.flatMap((each) => contents.get(each)?.imports ?? []),
            literals: packages.flatMap((each) => contents.get(each)?.literals ?? []),
            callsNamed: (...names) =>
                names.flatMap((name) =>
                    callsNamed(name)
                        .filter((each) => positionOf(each) >= 0)
                        .sort((one, another) => positionOf(one) - positionOf(another))
                        .flatMap(({ calls }) => calls),
                ),
        };
    });
}

interface PackageCalls {
    readonly owner: Package;
    readonly calls: readonly ProgramCall[];
}

interface PackageContents {
    /** Files whose own calls may say something. */
    readonly telling: ReadonlySet<GoFile>;
    readonly imports: readonly ProgramImport[];
    readonly literals: readonly ProgramLiteral[];
}

function readContents(owner: Package, workspace: Workspace, saysItself: (file: GoFile) => boolean): PackageContents {
    const telling = owner.files.filter((file) => isTelling(file, workspace, saysItself));
    return {
        telling: new Set(telling),
        imports: firstImports(owner.files),
        literals: telling.flatMap((file) => readLiterals(file, owner, workspace)),
    };
}

function firstImports(files: readonly GoFile[]): ProgramImport[] {
    const imports = new Map<string, ProgramImport>();
    for (const file of files)
        for (const each of file.imports) {
            const key = `${each.name} ${each.path}`;
            if (!imports.has(key)) imports.set(key, { ...each, file });
        }
    return [...imports.values()];
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
    'os os/exec os/signal net net/http net/rpc flag syscall time crypto/tls database/sql runtime/debug'.split(' '),
);
const tellingWords = ['env:"', 'envconfig:"', 'Listen', 'Shutdown('];

function isTelling(file: GoFile, workspace: Workspace, saysItself: (file: GoFile) => boolean): boolean {
    return (
        file.imports.some(
            ({ path }) => tellingImports.has(path) || (isForeign(path) && workspace.packageOf(path) === undefined),
        ) || saysItself(file)
    );
}

function readCall(call: GoCall, file: GoFile, owner: Package, workspace: Workspace): ProgramCall {
    const place = { file, package: owner, scope: call.scope };
    const dot = call.path.indexOf('.');
    const imported = dot < 0 ? undefined : workspace.importPathOf(file, call.path.slice(0, dot));
    return { ...call, qualified: imported === undefined ? call.path : imported + call.path.slice(dot), place };
}

/** Types of literals that say something: servers, their options, flags, commands. */
const tellingTypes = /(?:Server|Options|Flag|Command|App)$/;

function readLiterals(file: GoFile, owner: Package, workspace: Workspace): ProgramLiteral[] {
    const groups = new Map<number, LiteralElement[]>();
    if (!['Server', 'Options', 'Flag', 'Command', 'App'].some((type) => file.mentions(type))) return [];
    for (const element of file.declarations().elements) {
        if (!tellingTypes.test(element.type)) continue;
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
