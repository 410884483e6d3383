import { tagValue } from '../fieldTags';
import type { GoFile, StructField } from '../go/file';
import { findTypes, readPrefixedTag } from '../lookup';
import type { Command } from '../project';
import { automaticVariable, flagVariables } from '../settingsStore';
import type { Value } from '../values';
import { readGetenv } from './getenv';
import { sourceOf, type Program } from './program';

type Variable = Command['env'][number];

/** The environment variables that a program reads, by name, with the default where the sources tell one. */
export function readEnvironment(program: Program): Variable[] {
    const variables = new Map<string, Variable>();
    for (const { env, text, required, source } of [
        ...readGetenv(program),
        ...readTags(program),
        ...readPrefixedStructs(program),
        ...readFlags(program),
        ...readBindings(program),
        ...readAutomatic(program),
    ]) {
        if (env === null || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(env)) continue;
        const before = variables.get(env);
        const written = before?.default ?? (text === undefined || text === '' ? null : text);
        variables.set(env, {
            name: env,
            default: written,
            required: written === null && (before?.required === true || required === true),
            source: before?.source ?? source,
        });
    }
    return [...variables.values()].sort((one, another) => (one.name < another.name ? -1 : 1));
}

/** Fields with `env:"NAME"`, under the prefix of the struct's own field. */
function readTags(program: Program): Value[] {
    return program
        .filesMentioning('env:"')
        .flatMap(({ file }) =>
            file
                .declarations()
                .structFields.flatMap((field) =>
                    ` ${field.tag}`.includes(' env:"') ? readPrefixedTag(program, field, file) : [],
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
        const inside = place.file.declarations().functions[place.scope];
        const isReceiver = target.kind === 'name' && target.name === inside?.receiverName;
        const types = isReceiver ? new Set([inside.receiver]) : findTypes(program, target, place);
        return readStructs(program, types, prefix, 0);
    });
}

/** The fields of these structs and, each behind the name of its field, those of the structs in them. */
function readStructs(program: Program, types: ReadonlySet<string>, prefix: string, depth: number): Value[] {
    return fieldsOf(program, types).flatMap(({ field, file }) => {
        if (tagValue(field.tag, 'ignored') === 'true') return [];
        const name = tagValue(field.tag, 'envconfig') ?? splitWords(field);
        const env = (prefix === '' ? name : `${prefix}_${name}`).toUpperCase();
        const inner = new Set([lastName(field.type), field.type]);
        if (depth < 4 && !isBasic(field.type) && fieldsOf(program, inner).length > 0) {
            return readStructs(program, inner, field.embedded ? prefix : env, depth + 1);
        }
        const required = tagValue(field.tag, 'required') === 'true';
        return [{ text: tagValue(field.tag, 'default'), env, required, source: sourceOf(file, field.line) }];
    });
}

function fieldsOf(program: Program, types: ReadonlySet<string>): { field: StructField; file: GoFile }[] {
    return [...types].flatMap((type) =>
        program
            .filesNaming(type.slice(0, type.includes('.') ? type.indexOf('.') : undefined))
            .flatMap(({ file }) =>
                file.declarations().structFields.flatMap((field) => (field.owner === type ? { field, file } : [])),
            ),
    );
}

function isBasic(type: string): boolean {
    return /^(?:\[\]|map\[|chan)|^(?:string|bool|byte|rune|error|any|u?int\d*|float\d*|time\.\w+)$/.test(type);
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

/** viper's `BindEnv("key", "NAME")`, with the default that is set for the key. */
function readBindings(program: Program): Value[] {
    return program.callsNamed('BindEnv').flatMap(({ args, on, place, line }) => {
        const [key, ...names] = args;
        if (key?.kind !== 'string' || on === undefined) return [];
        const getter = {
            kind: 'call',
            callee: { kind: 'member', of: on, name: 'GetString', line },
            args: [key],
            line,
        } as const;
        const text = program.evaluate(getter, place)[0]?.text;
        const written = names.flatMap((name) => (name.kind === 'string' ? name.value : []));
        const all = names.length > 0 ? written : [key.value.toUpperCase().replaceAll(/[.-]/g, '_')];
        return all.map((env) => ({ text, env, source: sourceOf(place.file, line) }));
    });
}

/** viper after `AutomaticEnv()`: every key that has a default is also a variable. */
function readAutomatic(program: Program): Value[] {
    return program.callsNamed('SetDefault').flatMap(({ args, place, line }) => {
        const [key, value] = args;
        if (key?.kind !== 'string' || value === undefined) return [];
        const env = automaticVariable(program, key.value);
        const text = program.evaluate(value, place)[0]?.text;
        return env === undefined ? [] : [{ text, env, source: sourceOf(place.file, line) }];
    });
}
