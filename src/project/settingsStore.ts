import type { Evaluator } from './evaluate';
import type { CallExpression, Expression } from './go/expression';
import type { GoFile, LiteralElement } from './go/file';
import type { Place } from './lookup';
import { mergeValues, type Value } from './values';

const getter = /^(?:Get)?(?:String|Int|Int32|Int64|Uint|Uint16|Uint32|Uint64|Duration)$/;

/**
 * Settings that a library keeps by key and gives out elsewhere: viper's `GetInt("port")`, cobra's
 * `cmd.Flags().GetString("addr")`, urfave/cli's `c.String("addr")`. What is set under that key anywhere in the program.
 */
export function findSettings(evaluator: Evaluator, call: CallExpression): Value[] | undefined {
    const [key] = call.args;
    if (key?.kind !== 'string' || call.args.length !== 1 || call.callee.kind !== 'member') return undefined;
    if (!getter.test(call.callee.name)) return undefined;
    const word = /\w+$/.exec(key.value)?.[0];
    if (word === undefined) return undefined;
    const values = evaluator
        .filesNaming(word)
        .flatMap(({ file, package: each }) =>
            file.mentions(`"${key.value}"`)
                ? [
                      ...findDefinitions(evaluator, key.value, { file, package: each, scope: -1 }),
                      ...findFlagLiterals(evaluator, key.value, { file, package: each, scope: -1 }),
                  ]
                : [],
        );
    const env = automaticVariable(evaluator, key.value);
    if (values.length > 0 && env !== undefined)
        values.push({ text: undefined, env, source: { file: values[0]?.source.file ?? '', line: key.line } });
    return values.length > 0 ? mergeValues(values) : undefined;
}

/** The environment variable that viper reads for a key after `AutomaticEnv()`; `undefined` where nobody calls that. */
export function automaticVariable(evaluator: Evaluator, key: string): string | undefined {
    const callsOf = (name: string): { args: readonly Expression[]; place: Place }[] =>
        evaluator.filesNaming(name).flatMap(({ file, package: owner }) =>
            (file.calls().get(name) ?? []).map(({ args, scope }) => ({
                args,
                place: { file, package: owner, scope },
            })),
        );
    if (callsOf('AutomaticEnv').length === 0) return undefined;
    const [written] = callsOf('SetEnvPrefix');
    const [argument] = written?.args ?? [];
    const prefix = argument === undefined || written === undefined ? [] : evaluator.evaluate(argument, written.place);
    const replaced = callsOf('SetEnvKeyReplacer').length > 0 ? key.replaceAll(/[.-]/g, '_') : key;
    const name = [prefix[0]?.text ?? '', replaced].filter((part) => part !== '').join('_');
    return /^\w+$/.test(name) ? name.toUpperCase() : undefined;
}

/** `SetDefault(key, value)`, `BindEnv(key, "NAME")` and the definition of a flag of that name. */
function findDefinitions(evaluator: Evaluator, key: string, { file, package: owner }: Place): Value[] {
    return file.declarations().calls.flatMap(({ name, args, scope, line }) => {
        const inside = { file, package: owner, scope };
        // koanf's `confmap.Provider(map[string]any{"port": 8080}, ".")` and the like
        const [table] = args;
        if (table?.kind === 'composite' && table.type.startsWith('map[string]'))
            return table.elements.flatMap((each) =>
                isKey(each.key, key) ? evaluator.evaluate(each.value, inside) : [],
            );
        const evaluateAt = (index: number): Value[] => {
            const value = args[index];
            return value === undefined ? [] : evaluator.evaluate(value, inside);
        };
        if (isKey(args[0], key)) {
            if (name === 'SetDefault') return evaluateAt(1);
            if (name === 'BindEnv')
                return [{ text: undefined, env: boundName(args[1], key), source: { file: file.path, line } }];
            if (getter.test(name.replace(/P$/, '')) && args.length >= 3) return evaluateAt(name.endsWith('P') ? 2 : 1);
        }
        if (isKey(args[1], key) && /Var(?:P|PF)?$/.test(name)) return evaluateAt(name.endsWith('P') ? 3 : 2);
        return [];
    });
}

function boundName(name: Expression | undefined, key: string): string {
    return name?.kind === 'string' ? name.value : key.toUpperCase().replaceAll(/[.-]/g, '_');
}

function isKey(expression: Expression | undefined, key: string): boolean {
    return expression?.kind === 'string' && expression.value.toLowerCase() === key.toLowerCase();
}

/** `&cli.StringFlag{Name: key, Value: ":8080", EnvVars: []string{"ADDR"}}`. */
function findFlagLiterals(evaluator: Evaluator, key: string, { file, package: owner }: Place): Value[] {
    const { elements } = file.declarations();
    return elements.flatMap((named) => {
        if (named.name !== 'Name' || !isKey(named.value, key) || !/Flag$/.test(named.type)) return [];
        const siblings = elements.filter(({ literal }) => literal === named.literal);
        const value = siblings.find(({ name }) => name === 'Value')?.value;
        const inside = { file, package: owner, scope: named.scope };
        return [...flagVariables(siblings, file), ...(value === undefined ? [] : evaluator.evaluate(value, inside))];
    });
}

/** The environment variables that a urfave/cli flag reads, in the forms of its versions 1 to 3. */
export function flagVariables(siblings: readonly LiteralElement[], file: GoFile): Value[] {
    return siblings.flatMap(({ name, value, line }) => {
        let names: readonly Expression[] = [];
        if (name === 'EnvVar') names = [value];
        if (name === 'EnvVars' && value.kind === 'composite') names = value.elements.map((element) => element.value);
        if (name === 'Sources' && value.kind === 'call') names = value.args;
        return names.flatMap((each) =>
            each.kind === 'string'
                ? each.value
                      .split(',')
                      .map((env) => ({ text: undefined, env: env.trim(), source: { file: file.path, line } }))
                : [],
        );
    });
}
