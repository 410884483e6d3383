import { evaluatePackageName } from '../evaluate';
import { tagValue, readFieldTag } from '../fieldTags';
import type { Expression } from '../go/expression';
import type { StructField } from '../go/file';
import { findCallers, findTypes } from '../lookup';
import type { Command } from '../project';
import { flagVariables } from '../settingsStore';
import { mergeValues, type Value } from '../values';
import { sourceOf, type Program, type ProgramCall } from './program';

type Variable = Command['env'][number];

/** The environment variables that a program reads, by name, with the default where the sources tell one. */
export function readEnvironment(program: Program): Variable[] {
    const variables = new Map<string, Variable>();
    for (const { env, text, source } of [
        ...readGetenv(program),
        ...readTags(program),
        ...readPrefixedStructs(program),
        ...readFlags(program),
        ...readBindings(program),
    ]) {
        if (env === null || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(env)) continue;
        const before = variables.get(env);
        if (before === undefined || (before.default === null && text !== undefined && text !== ''))
            variables.set(env, {
                name: env,
                default: text === undefined || text === '' ? (before?.default ?? null) : text,
                source: before?.source ?? source,
            });
    }
    return [...variables.values()].sort((one, another) => (one.name < another.name ? -1 : 1));
}

/** `os.Getenv("NAME")`, `os.LookupEnv("NAME")` and calls of the project's own functions around them. */
function readGetenv(program: Program): Value[] {
    const values: Value[] = [];
    const wrappers = new Set<string>();
    const queue = program
        .callsNamed('Getenv', 'LookupEnv')
        .filter(({ qualified }) => ['os.Getenv', 'os.LookupEnv', 'syscall.Getenv'].includes(qualified))
        .map((call) => ({ call, index: 0 }));
    for (const { call, index } of queue) {
        const key = call.args[index];
        if (key === undefined) continue;
        const owner = call.place.file.declarations().functions[call.place.scope];
        const parameter = owner?.parameters.findIndex(({ name }) => isPartOf(key, name)) ?? -1;
        if (owner === undefined || parameter < 0) {
            values.push(...readNamed(program, call, key));
            continue;
        }
        const id = `${call.place.package.dir} ${owner.receiver}.${owner.name} ${parameter}`;
        if (wrappers.has(id) || wrappers.size > 100) continue;
        wrappers.add(id);
        for (const caller of findCallers(program, owner, call.place.package, 2000))
            queue.push({ call: { ...caller.call, qualified: '', place: caller.place }, index: parameter });
    }
    return values;
}

/** The variable that one call names, with what the surrounding code falls back to. */
function readNamed(program: Program, call: ProgramCall, key: Expression): Value[] {
    return program.evaluate(key, call.place).flatMap(({ text: env, source }) => {
        if (env === undefined) return [];
        const own = program.evaluate(toExpression(call), call.place).find((value) => value.env === env && value.text);
        const text = own?.text ?? fallbackOf(program, call, env);
        return [
            { text, env, source: { ...source, line: call.place.file.path === source.file ? call.line : source.line } },
        ];
    });
}

function toExpression({ on, name, args, line }: ProgramCall): Expression {
    const callee =
        on === undefined ? ({ kind: 'name', name, line } as const) : ({ kind: 'member', of: on, name, line } as const);
    return { kind: 'call', callee, args, line };
}

/** `port := os.Getenv("PORT")` and later `port = "8080"`, or `cmp.Or(os.Getenv("PORT"), "8080")`. */
function fallbackOf(program: Program, call: ProgramCall, env: string): string | undefined {
    const { assignments, returns } = {
        assignments: call.place.file.declarations().assignments,
        returns: call.place.file.declarations().functions[call.place.scope]?.returns ?? [],
    };
    const holding = assignments.filter((each) => each.scope === call.scope && holds(each.value, call));
    const values = [
        ...holding.flatMap(({ value, name, base }) => {
            const direct = program.evaluate(value, call.place);
            if (direct.some(({ text }) => text) || base !== '') return direct;
            return call.scope >= 0
                ? program.evaluate({ kind: 'name', name, line: call.line }, call.place)
                : evaluatePackageName(program, name, call.place.package);
        }),
        ...returns.filter((value) => holds(value, call)).flatMap((value) => program.evaluate(value, call.place)),
    ];
    return mergeValues(values).find((value) => value.env === env && value.text !== undefined && value.text !== '')
        ?.text;
}

/** Whether the call is part of the expression, told by its line and arguments. */
function holds(expression: Expression, call: ProgramCall): boolean {
    if (expression.kind === 'binary') return holds(expression.left, call) || holds(expression.right, call);
    if (expression.kind === 'member') return holds(expression.of, call);
    if (expression.kind !== 'call') return false;
    if (
        expression.args === call.args ||
        (expression.callee.line === call.line && isSameKey(expression.args, call.args))
    )
        return true;
    return expression.args.some((arg) => holds(arg, call));
}

function isSameKey(one: readonly Expression[], another: readonly Expression[]): boolean {
    const [first] = one;
    const [second] = another;
    return first?.kind === 'string' && second?.kind === 'string' && first.value === second.value;
}

function isPartOf(expression: Expression, name: string): boolean {
    if (name === '') return false;
    if (expression.kind === 'name') return expression.name === name;
    if (expression.kind === 'binary') return isPartOf(expression.left, name) || isPartOf(expression.right, name);
    return expression.kind === 'call' && expression.args.some((arg) => isPartOf(arg, name));
}

/** Fields with `env:"NAME"`, under the `envPrefix` of the struct's own field. */
function readTags(program: Program): Value[] {
    const fields = fieldsWith(program, 'env:"');
    return fields.flatMap(({ field, value }) => {
        const outer = fields
            .concat(fieldsWith(program, 'envPrefix:"'))
            .find(
                ({ field: each }) =>
                    tagValue(each.tag, 'envPrefix') !== undefined && lastName(each.type) === field.owner,
            );
        const prefix = outer === undefined ? '' : (tagValue(outer.field.tag, 'envPrefix') ?? '');
        return value.flatMap((each) => (each.env === null ? [] : { ...each, env: prefix + each.env }));
    });
}

function fieldsWith(program: Program, mark: string): { field: StructField; value: Value[] }[] {
    return program.packages.flatMap(({ files }) =>
        files.flatMap((file) =>
            file.mentions(mark)
                ? file
                      .declarations()
                      .structFields.flatMap((field) =>
                          ` ${field.tag}`.includes(` ${mark}`) ? { field, value: readFieldTag(field, file) } : [],
                      )
                : [],
        ),
    );
}

function lastName(type: string): string {
    return type.slice(type.lastIndexOf('.') + 1);
}

/** kelseyhightower/envconfig: `envconfig.Process("shop", &config)` reads SHOP_ and the field's name. */
function readPrefixedStructs(program: Program): Value[] {
    return program.callsNamed('Process', 'MustProcess').flatMap(({ qualified, args, place }) => {
        if (!qualified.startsWith('github.com/kelseyhightower/envconfig.')) return [];
        const [written, target] = args;
        if (written === undefined || target === undefined) return [];
        const prefix = program.evaluate(written, place)[0]?.text ?? '';
        const types = findTypes(program, target, place);
        return program.packages.flatMap(({ files }) =>
            files.flatMap((file) =>
                [...types].some((type) => file.mentions(type))
                    ? file
                          .declarations()
                          .structFields.filter(({ owner }) => types.has(owner))
                          .flatMap((field) => {
                              const name = tagValue(field.tag, 'envconfig') ?? splitWords(field);
                              if (tagValue(field.tag, 'ignored') === 'true') return [];
                              const env = (prefix === '' ? name : `${prefix}_${name}`).toUpperCase();
                              const text = tagValue(field.tag, 'default');
                              return { text, env, source: sourceOf(file, field.line) };
                          })
                    : [],
            ),
        );
    });
}

function splitWords({ name, tag }: StructField): string {
    if (tagValue(tag, 'split_words') !== 'true') return name;
    return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2');
}

/** urfave/cli flags, and kingpin's `Envar`. */
function readFlags(program: Program): Value[] {
    const literals = program.literals.flatMap(({ type, elements, place }) => {
        if (!/Flag$/.test(type)) return [];
        const value = elements.get('Value')?.value;
        const text = value === undefined ? undefined : program.evaluate(value, place)[0]?.text;
        return flagVariables([...elements.values()], place.file).map((each) => ({ ...each, text }));
    });
    const chained = program.callsNamed('Envar').flatMap(({ args, place, line }) => {
        const [name] = args;
        return name?.kind === 'string' ? { text: undefined, env: name.value, source: sourceOf(place.file, line) } : [];
    });
    return [...literals, ...chained];
}

/** viper's `BindEnv("key", "NAME")`. */
function readBindings(program: Program): Value[] {
    return program.callsNamed('BindEnv').flatMap(({ args, place, line }) => {
        const [key, ...names] = args;
        if (key?.kind !== 'string') return [];
        const written = names.flatMap((name) => (name.kind === 'string' ? name.value : []));
        const all = names.length > 0 ? written : [key.value.toUpperCase().replaceAll(/[.-]/g, '_')];
        return all.map((env) => ({ text: undefined, env, source: sourceOf(place.file, line) }));
    });
}
