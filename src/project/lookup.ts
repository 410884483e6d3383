import type { Evaluator } from './evaluate';
import type { Expression } from './go/expression';
import { expressionPath, other } from './go/expression';
import type { GoCall, GoFile, GoFunction, StructField } from './go/file';
import { readEnvPrefix, readFieldTag } from './fieldTags';
import type { Value } from './values';
import type { Package } from './workspace';

/** Where an expression stands, and what the parameters of its function are on this way to it. */
export interface Place {
    readonly file: GoFile;
    readonly package: Package;
    /** An index into the file's functions; -1 outside. */
    readonly scope: number;
    readonly bindings?: ReadonlyMap<string, { readonly expression: Expression; readonly place: Place }> | undefined;
}

const mostCallers = 8;

/** The calls of a function or method of the project, by name: unexported ones only in its own package. */
export function findCallers(
    evaluator: Evaluator,
    called: GoFunction,
    owner: Package,
    most = mostCallers,
): { call: GoCall; place: Place }[] {
    const exported = /^\p{Lu}/u.test(called.name);
    const callers: { call: GoCall; place: Place }[] = [];
    for (const { file, package: each } of evaluator.filesNaming(called.name)) {
        if (!exported && each !== owner) continue;
        for (const call of file.calls().get(called.name) ?? []) {
            if (call.args.length === 0) continue;
            const head = call.on?.kind === 'name' ? evaluator.workspace.importPathOf(file, call.on.name) : undefined;
            const fits =
                called.receiver === ''
                    ? each === owner
                        ? call.on === undefined
                        : head === owner.importPath
                    : call.on !== undefined && head === undefined;
            if (fits) callers.push({ call, place: { file, package: each, scope: call.scope } });
            if (callers.length >= most) return callers;
        }
    }
    return callers;
}

/** The functions of the project that a callee may be: in its own package, an imported one, or the method of that name. */
export function findFunctions(
    evaluator: Evaluator,
    callee: Expression,
    place: Place,
): { function: GoFunction; file: GoFile; package: Package; scope: number }[] {
    if (callee.kind !== 'name' && callee.kind !== 'member') return [];
    const { workspace } = evaluator;
    const { name } = callee;
    const filesOf = (owner: Package): readonly GoFile[] => workspace.filesNaming(name).get(owner) ?? [];
    const isPlain = ({ receiver }: GoFunction): boolean => receiver === '';
    const isMethod = ({ receiver }: GoFunction): boolean => receiver !== '';
    if (callee.kind === 'name') return functionsIn(place.package, filesOf(place.package), callee.name, isPlain);
    if (callee.of.kind === 'name') {
        const imported = workspace.importPathOf(place.file, callee.of.name);
        const owner = imported === undefined ? undefined : workspace.packageOf(imported);
        if (owner !== undefined) return functionsIn(owner, filesOf(owner), callee.name, isPlain);
        if (imported !== undefined) return [];
    }
    const near = functionsIn(place.package, filesOf(place.package), callee.name, isMethod);
    if (near.length > 0) return near.length === 1 ? near : [];
    const far = evaluator
        .filesNaming(callee.name)
        .flatMap(({ file, package: each }) => functionsIn(each, [file], callee.name, isMethod));
    return far.length === 1 ? far : [];
}

function functionsIn(
    owner: Package,
    files: readonly GoFile[],
    name: string,
    fits: (each: GoFunction) => boolean,
): { function: GoFunction; file: GoFile; package: Package; scope: number }[] {
    return files.flatMap((file) =>
        file
            .declarations()
            .functions.flatMap((each, scope) =>
                each.name === name && fits(each) ? { function: each, file, package: owner, scope } : [],
            ),
    );
}

/** Names of the project's struct types that an expression may have, without their package; empty where unknown. */
export function findTypes(evaluator: Evaluator, expression: Expression, place: Place): ReadonlySet<string> {
    const types = new Set<string>();
    const add = (type: string): void => {
        const plain = type.replace(/\[.*$/, '').replace(/^.*\.(?=[^.]+$)/, '');
        if (/^\w+$/.test(plain)) types.add(plain);
    };
    if (expression.kind === 'composite') add(expression.type);
    if (expression.kind === 'call' && expression.callee.kind === 'name' && expression.callee.name === 'new')
        add(expressionPath(expression.args[0] ?? other));
    if (expression.kind === 'call')
        for (const found of findFunctions(evaluator, expression.callee, place)) add(found.function.result);
    if (expression.kind === 'member')
        for (const { file } of evaluator.filesNaming(expression.name))
            for (const field of file.named(expression.name).structFields)
                types.add(field.type.replace(/^.*?(\w+(?:\.\w+)?)$/, '$1'));
    if (expression.kind === 'name') {
        const { functions, assignments, values } = place.file.declarations();
        const inside = functions[place.scope];
        for (const parameter of inside?.parameters ?? []) if (parameter.name === expression.name) add(parameter.type);
        for (const each of assignments)
            if (each.name === expression.name && each.base === '' && each.scope === place.scope && each.declares)
                if (each.value.kind === 'composite' || each.value.kind === 'call')
                    for (const type of findTypes(evaluator, each.value, place)) types.add(type);
        for (const each of values)
            if (each.name === expression.name) {
                if (each.type.startsWith('struct{')) types.add(each.name);
                else add(each.type);
                if (each.value?.kind === 'composite') add(each.value.type);
            }
    }
    return types;
}

/** What a field of that name is set to anywhere in the program: literals, assignments, flags, tags. */
export function findFields(
    evaluator: Evaluator,
    base: Expression,
    name: string,
    types: ReadonlySet<string>,
    place: Place,
): Value[] {
    const values: Value[] = [];
    const own = lastName(expressionPath(base));
    for (const { file, package: each } of evaluator.filesNaming(name)) {
        const { assignments, elements, structFields } = file.named(name);
        for (const field of structFields)
            if (isOneOf(types, field.owner)) values.push(...readPrefixedTag(evaluator, field, file));
        for (const element of elements) {
            if (!isOwnType(evaluator, file, element.type) || !isOneOf(types, element.type)) continue;
            const inside = { file, package: each, scope: element.scope };
            // A field that is copied from itself says nothing and would be looked up for ever.
            if (!isField(element.value, name)) values.push(...evaluator.evaluate(element.value, inside));
        }
        for (const assignment of assignments) {
            if (assignment.base === '' || isField(assignment.value, name)) continue;
            if (own !== '' && lastName(assignment.base) !== own && each !== place.package) continue;
            values.push(...evaluator.evaluate(assignment.value, { file, package: each, scope: assignment.scope }));
        }
        values.push(...findFlagVariable(evaluator, name, own, { file, package: each, scope: -1 }));
        values.push(...findDefaults(evaluator, name, file, each));
    }
    return values;
}

/** What a field's tag says, with the variable's name behind the prefix of the struct that it stands in. */
export function readPrefixedTag(evaluator: Evaluator, field: StructField, file: GoFile): Value[] {
    const values = readFieldTag(field, file);
    if (values.every(({ env }) => env === null)) return values;
    const prefix = evaluator
        .filesNaming(field.owner.slice(field.owner.lastIndexOf('.') + 1))
        .flatMap((each) => each.file.declarations().structFields)
        .flatMap(({ type, tag }) => (tag !== '' && isSameType(type, field.owner) ? (readEnvPrefix(tag) ?? []) : []))[0];
    return values.map((value) => (value.env === null ? value : { ...value, env: (prefix ?? '') + value.env }));
}

function isSameType(type: string, owner: string): boolean {
    return type === owner || lastName(type) === owner;
}

/** `setter.SetDefault(&config.Address, os.Getenv("ADDRESS"), ":8080")`: the first that is not empty. */
function findDefaults(evaluator: Evaluator, name: string, file: GoFile, owner: Package): Value[] {
    return (file.calls().get('SetDefault') ?? []).flatMap(({ args, scope }) => {
        const [target, ...values] = args;
        if (target?.kind !== 'member' || target.name !== name) return [];
        return values.flatMap((value) => evaluator.evaluate(value, { file, package: owner, scope }));
    });
}

/** The default of `flag.StringVar(&name, "name", default, "…")` for a variable, or for a field of `base`. */
export function findFlagVariable(evaluator: Evaluator, name: string, base: string, place: Place): Value[] {
    if (!place.file.mentions('Var')) return [];
    return evaluator.flagsOf(place.file).flatMap((call) => {
        const [target] = call.args;
        if (target === undefined) return [];
        const fits =
            base === ''
                ? target.kind === 'name' && target.name === name && (place.scope < 0 || call.scope === place.scope)
                : target.kind === 'member' && target.name === name;
        const value = call.args[call.name.endsWith('P') ? 3 : 2];
        if (!fits || value === undefined || isField(value, name)) return [];
        return evaluator.evaluate(value, { file: place.file, package: place.package, scope: call.scope });
    });
}

function isField(expression: Expression, name: string): boolean {
    return expression.kind === 'member' && expression.name === name;
}

function lastName(path: string): string {
    return path.slice(path.lastIndexOf('.') + 1);
}

function isOneOf(types: ReadonlySet<string>, type: string): boolean {
    if (types.size === 0) return true;
    return types.has(type) || types.has(lastName(type));
}

/** Whether a literal's type is declared in the project: its package is not named, or is one of ours. */
function isOwnType({ workspace }: Evaluator, file: GoFile, type: string): boolean {
    const dot = type.indexOf('.');
    if (dot < 0) return true;
    const imported = workspace.importPathOf(file, type.slice(0, dot));
    return imported !== undefined && workspace.packageOf(imported) !== undefined;
}
