import { baseImageNamed, type BaseImage } from '../../facts/baseImages';
import { platformArguments } from '../builderArguments';
import { oncePerDockerfile } from '../once';
import { expand } from './expand';
import { defaultOf, readGlobalArguments } from './globalArguments';
import { parseImageReference, type ImageReference } from '../image';
import type { Dockerfile, Instruction, Pair, Stage } from '../syntax';

/** A variable as an instruction defines it, or as the builder or the base image does. */
export interface Definition {
    readonly name: string;
    /** `platform`: set by the builder for each platform. `image`: from the base image's configuration. */
    readonly kind: 'arg' | 'env' | 'platform' | 'image';
    /** As it is without build arguments; `undefined` where it is not set or cannot be known. */
    readonly value: string | undefined;
    readonly pair: Pair | undefined;
    readonly instruction: Instruction | undefined;
}

/** What a stage is built on in the end: the image that the outermost of its parents names. */
export interface Base {
    /** The stage whose FROM names it. */
    readonly stage: Stage;
    /** With the defaults of the global ARGs. */
    readonly reference: ImageReference;
    /** Whether every variable in it has a default. */
    readonly isComplete: boolean;
    /** What is known about that image. */
    readonly facts: BaseImage | undefined;
}

/** The definitions of the global scope or of one stage, by name and in the order of the text. */
export interface Scope {
    readonly parent: Scope | undefined;
    readonly base: Base | undefined;
    readonly arguments: ReadonlyMap<string, readonly Definition[]>;
    readonly environment: ReadonlyMap<string, readonly Definition[]>;
    /** What is known to count at its end once it has been read, by kind and name. */
    readonly ends: Map<string, Definition | undefined>;
}

export interface Scopes {
    readonly global: Scope;
    /** By index of the stage. */
    readonly stages: readonly Scope[];
}

/** All scopes of a Dockerfile, each definition evaluated once, in order. */
export const scopesOf = oncePerDockerfile(readScopes);

/** The definition of a name that counts at `offset`; in parents the last one. ENV overrides ARG whatever their order. */
export function findDefinition(scope: Scope, name: string, offset: number): Definition | undefined {
    return findOfKind(scope, 'environment', name, offset) ?? findOfKind(scope, 'arguments', name, offset);
}

type Kind = 'environment' | 'arguments';

function findOfKind(scope: Scope, kind: Kind, name: string, offset: number): Definition | undefined {
    const own = lastBefore(scope[kind].get(name) ?? [], offset);
    return own ?? (scope.parent && lastAtEnd(scope.parent, kind, name));
}

/** What counts at the end of a scope that has been read; each is asked once, however long the chain of parents. */
function lastAtEnd(scope: Scope, kind: Kind, name: string): Definition | undefined {
    const key = `${kind} ${name}`;
    const asked: Map<string, Definition | undefined>[] = [];
    let found: Definition | undefined;
    for (let from: Scope | undefined = scope; from !== undefined && found === undefined; from = from.parent) {
        const { ends } = from;
        if (ends.has(key)) {
            found = ends.get(key);
            break;
        }
        asked.push(ends);
        found = from[kind].get(name)?.at(-1);
    }
    for (const ends of asked) ends.set(key, found);
    return found;
}

function lastBefore(definitions: readonly Definition[], offset: number): Definition | undefined {
    let low = 0;
    let high = definitions.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((definitions[middle]?.instruction?.start ?? -1) < offset) low = middle + 1;
        else high = middle;
    }
    return definitions[low - 1];
}

/** A scope that is still being read. */
class ScopeReader implements Scope {
    readonly parent: Scope | undefined;
    readonly base: Base | undefined;
    readonly arguments = new Map<string, Definition[]>();
    readonly environment = new Map<string, Definition[]>();
    readonly ends = new Map<string, Definition | undefined>();

    constructor(parent: Scope | undefined, base: Base | undefined) {
        this.parent = parent;
        this.base = base;
    }

    add(definition: Definition): void {
        const byName = definition.kind === 'env' || definition.kind === 'image' ? this.environment : this.arguments;
        const others = byName.get(definition.name);
        if (others === undefined) byName.set(definition.name, [definition]);
        else others.push(definition);
    }
}

function readScopes({ instructions, stages, escape }: Dockerfile): Scopes {
    const global = new ScopeReader(undefined, undefined);
    for (const name of platformArguments)
        global.add({ name, kind: 'platform', value: undefined, pair: undefined, instruction: undefined });
    for (const { pair, instruction, value } of readGlobalArguments(instructions, escape))
        global.add({ name: pair.key.value, kind: 'arg', value, pair, instruction });
    const scopes: Scope[] = [];
    for (const stage of stages) {
        const parent = stage.parent === undefined ? undefined : scopes[stage.parent];
        const scope = new ScopeReader(parent, parent?.base ?? readBase(stage, global, escape));
        if (parent === undefined) addImageVariables(scope);
        for (const instruction of stage.instructions) addDefinitions(scope, instruction, global, escape);
        scopes.push(scope);
    }
    return { global, stages: scopes };
}

function readBase(stage: Stage, global: Scope, escape: Dockerfile['escape']): Base | undefined {
    if (stage.image === undefined) return undefined;
    const { value, isComplete } = expand(
        stage.image.raw,
        escape,
        (name) => findDefinition(global, name, Infinity)?.value,
    );
    const reference = parseImageReference(value);
    return { stage, reference, isComplete, facts: baseImageNamed(reference.name, reference.tag) };
}

function addImageVariables(scope: ScopeReader): void {
    for (const [name, value] of Object.entries(scope.base?.facts?.environment ?? {}))
        scope.add({ name, kind: 'image', value, pair: undefined, instruction: undefined });
}

function addDefinitions(
    scope: ScopeReader,
    instruction: Instruction,
    global: Scope,
    escape: Dockerfile['escape'],
): void {
    const { keyword, pairs } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV') return;
    const lookup = (name: string): string | undefined => findDefinition(scope, name, Infinity)?.value;
    const definitions = pairs.map((pair): Definition => {
        const name = keyword === 'ENV' ? expand(pair.key.raw, escape, lookup).value : pair.key.value;
        const value = defaultOf(pair, escape, lookup);
        if (keyword === 'ENV') return { name, kind: 'env', value, pair, instruction };
        if (pair.value !== undefined) return { name, kind: 'arg', value, pair, instruction };
        const outer = findDefinition(global, name, Infinity);
        return { name, kind: outer?.kind ?? 'arg', value: outer?.value, pair, instruction };
    });
    for (const definition of definitions) scope.add(definition);
}
