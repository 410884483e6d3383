import type { Expression } from '../go/expression';
import { sourceOf, type Program, type ProgramCall } from './program';
import type { NeedReason } from './needs';

/** Libraries whose main loop ends on SIGTERM by itself. */
const handlers = new Map([
    ['go.uber.org/fx.New', 'fx stops on SIGTERM'],
    ['sigs.k8s.io/controller-runtime.SetupSignalHandler', 'controller-runtime stops on SIGTERM'],
    ['sigs.k8s.io/controller-runtime/pkg/manager/signals.SetupSignalHandler', 'controller-runtime stops on SIGTERM'],
    ['k8s.io/apiserver/pkg/server.SetupSignalHandler', 'apiserver stops on SIGTERM'],
    ['k8s.io/apiserver/pkg/server.SetupSignalContext', 'apiserver stops on SIGTERM'],
]);

/** Whether the program ends in good order when it is asked to: `signal.Notify` or `NotifyContext` with SIGTERM. */
export function readSigterm(program: Program): NeedReason[] {
    const notified = program.callsNamed('Notify', 'NotifyContext').flatMap((call) => {
        if (!/^os\/signal\.Notify(?:Context)?$/.test(call.qualified)) return [];
        const signals = call.args.slice(1);
        // Without a list every signal is caught.
        const catches = signals.length === 0 || signals.some((signal) => isSigterm(program, call, signal));
        return catches
            ? { fact: 'handlesSigterm' as const, because: `calls \`signal.${call.name}\` for SIGTERM`, ...sourceOf(call.place.file, call.line) }
            : [];
    });
    const library = program.callsNamed('New', 'SetupSignalHandler', 'SetupSignalContext').flatMap((call) => {
        const because = handlers.get(call.qualified);
        return because === undefined ? [] : { fact: 'handlesSigterm' as const, because, ...sourceOf(call.place.file, call.line) };
    });
    return [...notified, ...library];
}

function isSigterm(program: Program, call: ProgramCall, signal: Expression): boolean {
    if (signal.kind === 'member') return signal.name === 'SIGTERM';
    // signal.Notify(c, signals...) with a list that is made elsewhere in the file
    if (signal.kind === 'name') return call.place.file.mentions('SIGTERM');
    return false;
}

const units: Readonly<Record<string, number>> = {
    Nanosecond: 1e-9,
    Microsecond: 1e-6,
    Millisecond: 1e-3,
    Second: 1,
    Minute: 60,
    Hour: 3600,
};

/** How long the program gives its open requests after the signal, in seconds; null where that is not written. */
export function readShutdownSeconds(program: Program): number | null {
    const seconds: number[] = [];
    for (const call of program.callsNamed('ShutdownWithTimeout')) {
        const [timeout] = call.args;
        if (timeout !== undefined) seconds.push(...evaluateSeconds(program, timeout, call));
    }
    for (const call of program.callsNamed('Shutdown')) {
        const [context] = call.args;
        if (context === undefined) continue;
        for (const timeout of findTimeouts(call, context)) seconds.push(...evaluateSeconds(program, timeout, call));
    }
    return seconds.length === 0 ? null : Math.max(...seconds);
}

/** The durations of `ctx, cancel := context.WithTimeout(parent, d)` for the context that is handed over. */
function findTimeouts(call: ProgramCall, context: Expression): Expression[] {
    if (context.kind === 'call') return context.args[1] === undefined ? [] : [context.args[1]];
    if (context.kind !== 'name') return [];
    return call.place.file.declarations().assignments.flatMap(({ scope, name, value }) => {
        if (scope !== call.scope || name !== context.name || value.kind !== 'call') return [];
        const made = value.callee.kind === 'member' ? value.callee.name : '';
        return made === 'WithTimeout' && value.args[1] !== undefined ? [value.args[1]] : [];
    });
}

/** `10 * time.Second`, `time.Minute`, a constant or setting of either, `"10s"`. */
function evaluateSeconds(program: Program, expression: Expression, call: ProgramCall): number[] {
    const unit = unitOf(expression);
    if (unit !== undefined) return [unit];
    if (expression.kind === 'binary' && expression.operator === '*') {
        const left = unitOf(expression.left);
        const right = unitOf(expression.right);
        const factor = left ?? right;
        const count = left === undefined ? expression.left : expression.right;
        if (factor === undefined) return [];
        return program.evaluate(count, call.place).flatMap(({ text }) => {
            const number = Number(text);
            return text !== undefined && Number.isFinite(number) ? number * factor : [];
        });
    }
    return program.resolve(expression, call.place).flatMap((resolved) =>
        resolved.expression === expression ? [] : evaluateSeconds(program, resolved.expression, { ...call, place: resolved.place }),
    );
}

function unitOf(expression: Expression): number | undefined {
    return expression.kind === 'member' && expression.of.kind === 'name' && expression.of.name === 'time'
        ? units[expression.name]
        : undefined;
}
