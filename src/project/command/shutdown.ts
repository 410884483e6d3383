import { parseSeconds } from '../duration';
import type { Expression } from '../go/expression';
import { findCallers, type Place } from '../lookup';
import type { Command } from '../project';
import type { NeedReason } from './needs';
import { sourceOf, type Program, type ProgramCall } from './program';

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
        const catches = signals.length === 0 || signals.some((signal) => isSigterm(call, signal));
        return catches
            ? {
                  fact: 'handlesSigterm' as const,
                  because: `calls \`signal.${call.name}\` for SIGTERM`,
                  ...sourceOf(call.place.file, call.line),
              }
            : [];
    });
    const library = program.callsNamed('New', 'SetupSignalHandler', 'SetupSignalContext').flatMap((call) => {
        const because = handlers.get(call.qualified);
        return because === undefined
            ? []
            : { fact: 'handlesSigterm' as const, because, ...sourceOf(call.place.file, call.line) };
    });
    return [...notified, ...library];
}

/** The signal that it waits for, where that is not SIGTERM: `os.Interrupt` is SIGINT. */
export function readStopSignal(program: Program): Command['stopSignal'] {
    const caught = program
        .callsNamed('Notify', 'NotifyContext')
        .filter(({ qualified }) => /^os\/signal\.Notify(?:Context)?$/.test(qualified))
        .flatMap(({ args }) => args.slice(1).map((signal) => (signal.kind === 'member' ? signal.name : '')));
    if (caught.some((name) => name === 'Interrupt' || name === 'SIGINT')) return 'SIGINT';
    return caught.includes('SIGQUIT') ? 'SIGQUIT' : null;
}

function isSigterm(call: ProgramCall, signal: Expression): boolean {
    if (signal.kind === 'member') return signal.name === 'SIGTERM';
    // signal.Notify(c, signals...) with a list that is made elsewhere in the file
    if (signal.kind === 'name') return call.place.file.mentions('SIGTERM');
    return false;
}

/** How long the program gives its open requests after the signal, in seconds; null where that is not written. */
export function readShutdownSeconds(program: Program): number | null {
    const seconds: number[] = [];
    for (const call of program.callsNamed('ShutdownWithTimeout')) {
        const [timeout] = call.args;
        if (timeout !== undefined) seconds.push(...evaluateSeconds(program, timeout, call.place));
    }
    for (const { args, place } of program.callsNamed('Shutdown')) {
        const [context] = args;
        if (context === undefined) continue;
        for (const found of findTimeouts(program, context, place))
            seconds.push(...evaluateSeconds(program, found.timeout, found.place));
    }
    return seconds.length === 0 ? null : Math.max(...seconds);
}

/**
 * The durations of `ctx, cancel := context.WithTimeout(parent, d)` for the context that is handed over, here or by the
 * callers of this function.
 */
function findTimeouts(
    program: Program,
    context: Expression,
    place: Place,
    depth = 0,
): { timeout: Expression; place: Place }[] {
    if (context.kind === 'call') return timeoutOf(context).map((timeout) => ({ timeout, place }));
    if (context.kind !== 'name') return [];
    const { assignments, functions } = place.file.declarations();
    const made = assignments.flatMap(({ scope, name, value }) =>
        scope === place.scope && name === context.name ? timeoutOf(value).map((timeout) => ({ timeout, place })) : [],
    );
    const called = functions[place.scope];
    const index = called?.parameters.findIndex(({ name }) => name === context.name) ?? -1;
    if (made.length > 0 || called === undefined || index < 0 || depth > 3) return made;
    return findCallers(program, called, place.package).flatMap((caller) => {
        const handed = caller.call.args[index];
        return handed === undefined ? [] : findTimeouts(program, handed, caller.place, depth + 1);
    });
}

function timeoutOf(value: Expression): Expression[] {
    if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'WithTimeout') return [];
    const timeout = value.args[1];
    return timeout === undefined ? [] : [timeout];
}

function evaluateSeconds(program: Program, timeout: Expression, place: Place): number[] {
    return program.evaluate(timeout, place).flatMap(({ text }) => parseSeconds(text ?? '') ?? []);
}
