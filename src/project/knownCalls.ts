import type { Evaluator } from './evaluate';
import { expressionPath, type CallExpression, type Expression } from './go/expression';
import type { Place } from './lookup';
import { findSettings } from './settingsStore';
import { combineValues, formatText, mergeValues, type Value } from './values';

/** Functions whose result is their first argument in another form. */
const conversions = new Set(
    (
        'string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 float64 []byte ' +
        'strconv.Itoa strconv.Atoi strconv.FormatInt strconv.FormatUint strconv.ParseInt strconv.ParseUint ' +
        'strings.TrimSpace strings.Trim strings.TrimPrefix strings.TrimSuffix strings.TrimLeft strings.TrimRight ' +
        'strings.ToLower strings.Clone time.Duration path.Clean path/filepath.Clean path/filepath.Abs ' +
        'path/filepath.FromSlash os.ExpandEnv aws.String'
    ).split(' '),
);
const environment = new Set(['os.Getenv', 'os.LookupEnv', 'syscall.Getenv']);
const flagPackages = new Set([
    'flag',
    'github.com/spf13/pflag',
    'github.com/namsral/flag',
    'github.com/peterbourgon/ff',
]);
const flagTypes = /^(?:String|Int|Int32|Int64|Uint|Uint16|Uint32|Uint64|Duration|IP)$/;

/**
 * `net/http.ListenAndServe` for a call of an imported function, the plain path for anything else (`srv.Start`).
 */
export function qualifiedName(evaluator: Pick<Evaluator, 'workspace'>, callee: Expression, place: Place): string {
    const path = expressionPath(callee);
    const dot = path.indexOf('.');
    if (dot < 0) return path;
    const imported = evaluator.workspace.importPathOf(place.file, path.slice(0, dot));
    return imported === undefined ? path : imported + path.slice(dot);
}

/** The result of a call into the standard library or a library that we know; `undefined` for any other. */
export function evaluateKnownCall(evaluator: Evaluator, call: CallExpression, place: Place): Value[] | undefined {
    const name = qualifiedName(evaluator, call.callee, place);
    const [first] = call.args;
    const evaluateAll = (args: readonly Expression[]): Value[][] => args.map((arg) => evaluator.evaluate(arg, place));
    if (first !== undefined) {
        if (environment.has(name)) return readEnvironment(evaluator.evaluate(first, place));
        if (conversions.has(name)) return evaluator.evaluate(first, place);
        if (/^net\.Resolve(?:TCP|UDP)Addr$/.test(name))
            return call.args[1] === undefined ? [] : evaluator.evaluate(call.args[1], place);
        if (name === 'strings.Split' || name === 'strings.Fields')
            return evaluator.evaluate(first, place).flatMap((value) => splitValue(value));
        if (name === 'cmp.Or') return mergeValues(evaluateAll(call.args).flat());
        if (name === 'fmt.Sprintf')
            return combineValues(evaluateAll(call.args), ([format = '', ...texts]) => formatText(format, texts));
        if (name === 'fmt.Sprint') return combineValues(evaluateAll(call.args), (texts) => texts.join(''));
        if (name === 'net.JoinHostPort')
            return combineValues(evaluateAll(call.args), ([host = '', port = '']) => `${host}:${port}`);
        if (name === 'path.Join' || name === 'path/filepath.Join')
            return combineValues(evaluateAll(call.args), joinTexts);
    }
    return (
        evaluateFlag(evaluator, name, call, place) ??
        evaluateChain(evaluator, call, place) ??
        findSettings(evaluator, call) ??
        evaluateForeignHelper(evaluator, name, call, place)
    );
}

/** Each part of a list that is written as one text. */
function splitValue(value: Value): Value[] {
    const parts = (value.text ?? '').split(/[\s,;]+/).slice(0, 8);
    return value.text === undefined ? [value] : parts.map((text) => ({ ...value, text }));
}

function joinTexts(texts: readonly string[]): string {
    return texts
        .filter((text) => text !== '')
        .join('/')
        .replaceAll(/\/{2,}/g, '/');
}

function readEnvironment(names: readonly Value[]): Value[] {
    return names.flatMap(({ text, source }) => (text === undefined ? [] : { text: undefined, env: text, source }));
}

/** `flag.String("addr", ":8080", "…")`, and pflag's `StringP("addr", "a", ":8080", "…")` on any flag set. */
function evaluateFlag(evaluator: Evaluator, name: string, call: CallExpression, place: Place): Value[] | undefined {
    const dot = name.lastIndexOf('.');
    const method = name.slice(dot + 1);
    const plain = method.replace(/P$/, '');
    const known = flagPackages.has(name.slice(0, dot)) || /\bflags?(?:et)?\b|Flags\(\)$/i.test(name.slice(0, dot));
    if (!known || !flagTypes.test(plain)) return undefined;
    const value = call.args[plain === method ? 1 : 2];
    return value === undefined ? undefined : evaluator.evaluate(value, place);
}

/** kingpin: `Flag("listen", "…").Default(":9100").Envar("LISTEN").String()`. */
function evaluateChain(evaluator: Evaluator, call: CallExpression, place: Place): Value[] | undefined {
    const values: Value[] = [];
    let known = false;
    for (let at: Expression = call; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.of) {
        const [first] = at.args;
        if (first === undefined) continue;
        if (at.callee.name === 'Default') values.push(...evaluator.evaluate(first, place));
        if (at.callee.name === 'Envar') values.push(...readEnvironment(evaluator.evaluate(first, place)));
        known ||= at.callee.name === 'Flag';
    }
    return known ? mergeValues(values) : undefined;
}

/** A helper of a library, told by its name: `env.GetString("PORT", "8080")`. */
function evaluateForeignHelper(
    evaluator: Evaluator,
    name: string,
    call: CallExpression,
    place: Place,
): Value[] | undefined {
    const [key, fallback] = call.args;
    const foreign =
        name.includes('/') && evaluator.workspace.packageOf(name.slice(0, name.lastIndexOf('.'))) === undefined;
    if (!foreign || key?.kind !== 'string' || !/^[A-Z][A-Z0-9_]*$/.test(key.value)) return undefined;
    if (!/env/i.test(name.slice(name.lastIndexOf('/')))) return undefined;
    const named = { text: undefined, env: key.value, source: { file: place.file.path, line: key.line } };
    return mergeValues([named, ...(fallback === undefined ? [] : evaluator.evaluate(fallback, place))]);
}
