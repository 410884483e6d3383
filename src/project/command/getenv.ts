import { evaluatePackageName } from '../evaluate';
import type { Expression } from '../go/expression';
import { findCallers } from '../lookup';
import { mergeValues, type Value } from '../values';
import type { Program, ProgramCall } from './program';

/** `os.Getenv("NAME")`, `os.LookupEnv("NAME")` and calls of the project's own functions around them. */
export function readGetenv(program: Program): Value[] {
    const values: Value[] = [];
    const wrappers = new Set<string>();
    const queue = program
        .callsNamed('Getenv', 'LookupEnv')
        .filter(({ qualified }) => ['os.Getenv', 'os.LookupEnv', 'syscall.Getenv'].includes(qualified))
        .map((call) => ({ call, index: 0, required: false }));
    for (const { call, index, required } of queue) {
        const key = call.args[index];
        if (key === undefined) continue;
        const owner = call.place.file.declarations().functions[call.place.scope];
        const parameter = owner?.parameters.findIndex(({ name }) => isPartOf(key, name)) ?? -1;
        if (owner === undefined || parameter < 0) {
            for (const value of readNamed(program, call, key))
                values.push({ ...value, required: required || isMissed(call, value.env ?? '') });
            continue;
        }
        const id = `${call.place.package.dir} ${owner.receiver}.${owner.name} ${parameter}`;
        if (wrappers.has(id) || wrappers.size > 100) continue;
        wrappers.add(id);
        for (const caller of findCallers(program, owner, call.place.package, 2000))
            queue.push({
                call: { ...caller.call, qualified: '', place: caller.place },
                index: parameter,
                required: required || isMissed(call, ''),
            });
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

/** Functions whose error ends the start of the program. */
const starting = /^(?:main|run|start|setup|init)|config|env|settings|load|must/i;
/** `value, ok := os.LookupEnv(…)` and its check stand together. */
const nearLines = 3;

/** Whether the code around gives up where what the call reads is empty. */
function isMissed(call: ProgramCall, env: string): boolean {
    const { assignments, emptyChecks, functions } = call.place.file.declarations();
    const checks = emptyChecks.filter(({ scope, ends }) => {
        return scope === call.scope && (ends || starting.test(functions[scope]?.name ?? ''));
    });
    if (checks.length === 0) return false;
    const holding = assignments
        .filter((each) => each.scope === call.scope && holds(each.value, call))
        .map(({ base, name }) => (base === '' ? name : `${base}.${name}`));
    return checks.some(({ subjects, line }) =>
        subjects.some((subject) =>
            subject.startsWith('!')
                ? call.name === 'LookupEnv' && line >= call.line && line <= call.line + nearLines
                : holding.includes(subject) ||
                  (env !== '' && line === call.line && subject.includes(`${call.name}("${env}")`)),
        ),
    );
}

function toExpression({ on, name, args, line }: ProgramCall): Expression {
    const callee =
        on === undefined ? ({ kind: 'name', name, line } as const) : ({ kind: 'member', of: on, name, line } as const);
    return { kind: 'call', callee, args, line };
}

/**
 * `port := os.Getenv("PORT")` and later `port = "8080"`, `cmp.Or(os.Getenv("PORT"), "8080")`, or a field that has a
 * default before the variable's value is put there.
 */
function fallbackOf(program: Program, call: ProgramCall, env: string): string | undefined {
    const { assignments, functions } = call.place.file.declarations();
    const inScope = assignments.filter((each) => each.scope === call.scope);
    const returns = functions[call.scope]?.returns ?? [];
    const holding = inScope.filter(({ value }) => holds(value, call));
    const through = inScope.filter(({ value, base }) =>
        holding.some((holder) => holder.base === '' && base !== '' && isPartOf(value, holder.name)),
    );
    const values = [
        ...holding.flatMap(({ value }) => program.evaluate(value, call.place)),
        ...[...holding, ...through].flatMap(({ name, base }) =>
            call.scope >= 0
                ? program.evaluate(targetExpression(base, name, call.line), call.place)
                : evaluatePackageName(program, name, call.place.package),
        ),
        ...returns.filter((value) => holds(value, call)).flatMap((value) => program.evaluate(value, call.place)),
    ];
    return mergeValues(values).find(({ text, ...value }) => value.env === env && text !== undefined && text !== '')
        ?.text;
}

function targetExpression(base: string, name: string, line: number): Expression {
    const [first = name, ...members] = [...base.split('.'), name].filter((part) => part !== '');
    return members.reduce<Expression>((of, member) => ({ kind: 'member', of, name: member, line }), {
        kind: 'name',
        name: first,
        line,
    });
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
    if (first?.kind === 'name' && second?.kind === 'name') return first.name === second.name;
    return first?.kind === 'string' && second?.kind === 'string' && first.value === second.value;
}

function isPartOf(expression: Expression, name: string): boolean {
    if (name === '') return false;
    if (expression.kind === 'name') return expression.name === name;
    if (expression.kind === 'binary') return isPartOf(expression.left, name) || isPartOf(expression.right, name);
    return expression.kind === 'call' && expression.args.some((arg) => isPartOf(arg, name));
}
