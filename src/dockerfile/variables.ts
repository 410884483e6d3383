import { expand, type Expansion } from './scope/expand';
import { findDefinition, scopesOf, type Definition, type Scope } from './scope/scopes';
import type { Dockerfile, Instruction, Word } from './syntax';

/**
 * The definition of a variable that counts where an instruction stands, which does not see its own. A FROM and whatever
 * stands before the first one see the global scope. `undefined`: neither the file nor what is known of the base image defines it.
 */
export function definitionAt(dockerfile: Dockerfile, instruction: Instruction, name: string): Definition | undefined {
    return findDefinition(scopeAt(dockerfile, instruction), name, instruction.start);
}

/** Replaces a word's variables by what is known of them where the instruction stands: defaults, ENV, the base image. */
export function resolve(dockerfile: Dockerfile, word: Pick<Word, 'raw'>, instruction: Instruction): Expansion {
    const scope = scopeAt(dockerfile, instruction);
    return expand(word.raw, dockerfile.escape, (name) => findDefinition(scope, name, instruction.start)?.value);
}

/** Every name that is defined where an instruction stands, those from the base image included. */
export function namesAt(dockerfile: Dockerfile, instruction: Instruction): ReadonlySet<string> {
    const names = new Set<string>();
    const own = scopeAt(dockerfile, instruction);
    for (let scope: Scope | undefined = own; scope !== undefined; scope = scope.parent)
        for (const byName of [scope.environment, scope.arguments])
            for (const [name, [first]] of byName)
                if (scope !== own || (first?.instruction?.start ?? -1) < instruction.start) names.add(name);
    return names;
}

/** The environment that a container, or a RUN there, gets from ENV and the base image: ARGs left out. Unknown values are `undefined`. */
export function environmentAt(
    dockerfile: Dockerfile,
    instruction: Instruction,
): ReadonlyMap<string, string | undefined> {
    const environment = new Map<string, string | undefined>();
    for (const name of namesAt(dockerfile, instruction)) {
        const definition = definitionAt(dockerfile, instruction, name);
        if (definition?.kind === 'env' || definition?.kind === 'image') environment.set(name, definition.value);
    }
    return environment;
}

/** Whether every variable of the base image is known, so that a name without definition is surely not set. */
export function knowsAllVariables(dockerfile: Dockerfile, instruction: Instruction): boolean {
    const scope = scopeAt(dockerfile, instruction);
    return scope === scopesOf(dockerfile).global || scope.base?.facts?.environment !== undefined;
}

function scopeAt(dockerfile: Dockerfile, instruction: Instruction): Scope {
    const { global, stages } = scopesOf(dockerfile);
    const isGlobal = instruction.keyword === 'FROM' || instruction.stage === undefined;
    return isGlobal ? global : (stages[instruction.stage] ?? global);
}
