import { findCallers, findFields, findFunctions, findFlagVariable, findTypes, type Place } from './lookup';
import { evaluateKnownCall } from './knownCalls';
import { expressionPath, type Expression } from './go/expression';
import type { GoCall, GoFile, GoFunction } from './go/file';
import type { Package, Workspace } from './workspace';
import { multiplyDuration, unitOfTime } from './duration';
import { combineValues, mergeValues, type Value } from './values';

/** Works out what expressions of one program may be. */
export interface Evaluator {
    readonly workspace: Workspace;
    /** The packages of the program, its main package first. */
    readonly packages: readonly Package[];
    evaluate(expression: Expression, place: Place): Value[];
    /** The files of the program that may hold this name as a whole word, nearest package first. */
    filesNaming(word: string): readonly { readonly file: GoFile; readonly package: Package }[];
    /** The files of the program whose text holds these characters, nearest package first. */
    filesMentioning(text: string | RegExp): readonly { readonly file: GoFile; readonly package: Package }[];
    /** The answer to a question, worked out when it is first asked; a question that leads back to itself adds nothing. */
    answer(question: string, workOut: () => Value[]): Value[];
    /** The calls of a file that bind a flag to a variable. */
    flagsOf(file: GoFile): readonly GoCall[];
}

/** Deep enough for a default that passes through a config struct, a constructor and a helper. */
const deepest = 24;
/** Expressions looked at for one question; a program that needs more is not understood, but never slow. */
const mostSteps = 4000;

/** What all programs of a project may cost together; what is asked after that stays unknown. */
export function createBudget(): Budget {
    return { steps: 200_000 };
}

interface Budget {
    steps: number;
}

export function createEvaluator(workspace: Workspace, packages: readonly Package[], budget: Budget): Evaluator {
    let depth = 0;
    let steps = 0;
    const known = new Map<Expression, Value[]>();
    const answers = new Map<string, Value[]>();
    const flags = new Map<GoFile, readonly GoCall[]>();
    const order = new Map(packages.map((each, position) => [each, position]));
    const naming = new Map<string, readonly { file: GoFile; package: Package }[]>();
    const nearestFirst = (
        found: ReadonlyMap<Package, readonly GoFile[]>,
    ): readonly { file: GoFile; package: Package }[] =>
        [...found]
            .filter(([each]) => order.has(each))
            .sort(([one], [another]) => (order.get(one) ?? 0) - (order.get(another) ?? 0))
            .flatMap(([each, files]) => files.map((file) => ({ file, package: each })));
    const evaluator: Evaluator = {
        workspace,
        packages,
        evaluate(expression, place) {
            if (depth === 0) steps = 0;
            const before = place.bindings === undefined ? known.get(expression) : undefined;
            if (before !== undefined) return before;
            if (depth >= deepest || ++steps > mostSteps || --budget.steps < 0) return [];
            if (place.bindings === undefined) known.set(expression, []);
            depth++;
            try {
                const values = evaluateExpression(evaluator, expression, place);
                if (place.bindings === undefined) known.set(expression, values);
                return values;
            } finally {
                depth--;
            }
        },
        filesNaming(word) {
            let known = naming.get(word);
            if (known === undefined) naming.set(word, (known = nearestFirst(workspace.filesNaming(word))));
            return known;
        },
        filesMentioning: (text) => nearestFirst(workspace.filesMentioning(text)),
        answer(question, workOut) {
            const before = answers.get(question);
            if (before !== undefined) return before;
            answers.set(question, []);
            const values = workOut();
            answers.set(question, values);
            return values;
        },
        flagsOf(file) {
            let calls = flags.get(file);
            if (calls === undefined) flags.set(file, (calls = file.declarations().calls.filter(bindsFlag)));
            return calls;
        },
    };
    return evaluator;
}

function bindsFlag({ name, args }: GoCall): boolean {
    return args.length >= 3 && /^(?:[A-Z]\w*)?Var(?:P|PF)?$/.test(name);
}

function evaluateExpression(evaluator: Evaluator, expression: Expression, place: Place): Value[] {
    const source = { file: place.file.path, line: expression.line };
    switch (expression.kind) {
        case 'string':
            return [{ text: expression.value, env: null, source }];
        case 'number':
            return [{ text: String(expression.value), env: null, source }];
        case 'name':
            return evaluateName(evaluator, expression.name, place);
        case 'member':
            return evaluateMember(evaluator, expression, place);
        case 'call':
            return evaluateKnownCall(evaluator, expression, place) ?? evaluateOwnCall(evaluator, expression, place);
        case 'binary': {
            const sides = [evaluator.evaluate(expression.left, place), evaluator.evaluate(expression.right, place)];
            return combineValues(sides, ([left = '', right = '']) => compute(expression, left, right));
        }
        case 'composite':
            return evaluateLiteral(evaluator, expression, place);
        default:
            return [];
    }
}

/** More elements are a table, and none of them the one that is meant. */
const longestList = 8;

/** Any one element of a list; of a `net.TCPAddr` its address. */
function evaluateLiteral(
    evaluator: Evaluator,
    { type, elements }: Extract<Expression, { kind: 'composite' }>,
    place: Place,
): Value[] {
    if (/^\[\d*\](?:string|u?int\d*)$/.test(type) && elements.length <= longestList)
        return mergeValues(elements.flatMap(({ value }) => evaluator.evaluate(value, place)));
    if (!/^net\.(?:TCP|UDP)Addr$/.test(type)) return [];
    const port = elements.find(({ key }) => key?.kind === 'name' && key.name === 'Port');
    if (port === undefined) return [];
    return combineValues([evaluator.evaluate(port.value, place)], ([text = '']) => `:${text}`);
}

function compute(expression: Extract<Expression, { kind: 'binary' }>, left: string, right: string): string | undefined {
    const numeric = isNumeric(left) && isNumeric(right) && !isQuoted(expression);
    switch (expression.operator) {
        case '+':
            return numeric ? String(Number(left) + Number(right)) : left + right;
        case '-':
            return numeric ? String(Number(left) - Number(right)) : undefined;
        case '*':
            return numeric ? String(Number(left) * Number(right)) : multiplyDuration(left, right);
        case '/':
            return numeric && Number(right) !== 0 ? String(Number(left) / Number(right)) : undefined;
    }
}

function isNumeric(text: string): boolean {
    return /^\d+(?:\.\d+)?$/.test(text);
}

function isQuoted({ left, right }: Extract<Expression, { kind: 'binary' }>): boolean {
    return left.kind === 'string' || right.kind === 'string';
}

function evaluateName(evaluator: Evaluator, name: string, place: Place): Value[] {
    const bound = place.bindings?.get(name);
    if (bound !== undefined) return evaluator.evaluate(bound.expression, bound.place);
    if (place.scope >= 0) {
        const declarations = place.file.declarations();
        const local = declarations.assignments.filter(
            (each) => each.scope === place.scope && each.name === name && each.base === '',
        );
        const flags = findFlagVariable(evaluator, name, '', place);
        const parameter = declarations.functions[place.scope]?.parameters.findIndex((each) => each.name === name) ?? -1;
        if (parameter >= 0 || local.some(({ declares }) => declares) || flags.length > 0) {
            const values = [
                ...local.flatMap(({ value }) => evaluator.evaluate(value, place)),
                ...flags,
                ...(parameter >= 0 ? evaluateParameter(evaluator, parameter, place) : []),
            ];
            if (values.length > 0) return mergeValues(values);
        }
    }
    return evaluatePackageName(evaluator, name, place.package);
}

/** What the callers hand in. */
function evaluateParameter(evaluator: Evaluator, index: number, place: Place): Value[] {
    const called = place.file.declarations().functions[place.scope];
    if (called === undefined) return [];
    return evaluator.answer(`parameter ${place.file.path} ${place.scope} ${index}`, () =>
        findCallers(evaluator, called, place.package).flatMap((caller) => {
            const arg = caller.call.args[index];
            return arg === undefined ? [] : evaluator.evaluate(arg, caller.place);
        }),
    );
}

/** A constant or variable of a package: its value, and what functions of the package set it to. */
export function evaluatePackageName(evaluator: Evaluator, name: string, owner: Package): Value[] {
    return evaluator.answer(`name ${owner.dir} ${name}`, () => findPackageName(evaluator, name, owner));
}

function findPackageName(evaluator: Evaluator, name: string, owner: Package): Value[] {
    const values: Value[] = [];
    for (const file of evaluator.workspace.filesNaming(name).get(owner) ?? []) {
        const { values: declared } = file.declarations();
        const { assignments } = file.named(name);
        const outside = { file, package: owner, scope: -1 };
        for (const each of declared)
            if (each.name === name && each.value !== undefined) values.push(...evaluator.evaluate(each.value, outside));
        for (const each of assignments)
            if (each.base === '' && !each.declares)
                values.push(...evaluator.evaluate(each.value, { ...outside, scope: each.scope }));
        values.push(...findFlagVariable(evaluator, name, '', outside));
    }
    return mergeValues(values);
}

function evaluateMember(
    evaluator: Evaluator,
    expression: Extract<Expression, { kind: 'member' }>,
    place: Place,
): Value[] {
    if (expression.of.kind === 'name') {
        const imported = evaluator.workspace.importPathOf(place.file, expression.of.name);
        const unit = imported === 'time' ? unitOfTime(expression.name) : undefined;
        if (unit !== undefined)
            return [{ text: unit, env: null, source: { file: place.file.path, line: expression.line } }];
        const owner = imported === undefined ? undefined : evaluator.workspace.packageOf(imported);
        if (owner !== undefined) return evaluatePackageName(evaluator, expression.name, owner);
        if (imported !== undefined && !isLocal(expression.of.name, place)) return [];
    }
    const types = findTypes(evaluator, expression.of, place);
    const question = `field ${place.package.dir} ${expressionPath(expression.of)} ${expression.name} ${[...types].join(' ')}`;
    return evaluator.answer(question, () =>
        mergeValues(findFields(evaluator, expression.of, expression.name, types, place)),
    );
}

function isLocal(name: string, place: Place): boolean {
    const { functions, assignments } = place.file.declarations();
    return (
        place.scope >= 0 &&
        (functions[place.scope]?.parameters.some((each) => each.name === name) === true ||
            assignments.some((each) => each.scope === place.scope && each.name === name && each.declares))
    );
}

/** A function of the project: what it returns when its parameters are these arguments. */
function evaluateOwnCall(
    evaluator: Evaluator,
    expression: Extract<Expression, { kind: 'call' }>,
    place: Place,
): Value[] {
    return mergeValues(
        findFunctions(evaluator, expression.callee, place).flatMap((found) => {
            const bindings = bindArguments(found.function, expression.args, place);
            const inside = { file: found.file, package: found.package, scope: found.scope, bindings };
            return found.function.returns.flatMap((returned) => evaluator.evaluate(returned, inside));
        }),
    );
}

function bindArguments(called: GoFunction, args: readonly Expression[], place: Place): Place['bindings'] {
    return new Map(
        called.parameters.flatMap(({ name }, index) => {
            const expression = args[index];
            return expression === undefined ? [] : [[name, { expression, place }]];
        }),
    );
}
