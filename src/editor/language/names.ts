import { commandsOf, shellOf } from '../../dockerfile/shell';
import { sourcesOf, stageByReference } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Span, Variable, Word } from '../../dockerfile/syntax';
import { definitionAt } from '../../dockerfile/variables';

/** A name that a Dockerfile gives, with all places that mean it. */
export interface NamedThing {
    readonly kind: 'stage' | 'argument' | 'variable' | 'builtin';
    readonly name: string;
    /** Where it gets its name; for a stage without one its image. Several where an ARG is declared in several stages. */
    readonly definitions: readonly Span[];
    /** Where it is used by its name. */
    readonly uses: readonly Span[];
    /** Where a stage is used by its number, which a new name does not change. */
    readonly numbers: readonly Span[];
}

/** The stage or variable whose name stands at an offset. */
export function nameAt(dockerfile: Dockerfile, offset: number): NamedThing | undefined {
    return stageAt(dockerfile, offset) ?? variableAt(dockerfile, offset);
}

/** Every place that a new name changes; `undefined` where the name is not ours to change, or there is only a number. */
export function renamePlaces({ kind, name, definitions, uses }: NamedThing): Span[] | undefined {
    const isFixed = kind === 'builtin' || /^\d+$/.test(name);
    return isFixed ? undefined : [...definitions, ...uses].sort((a, b) => a.start - b.start);
}

/** Whether a new name is one that a builder accepts. */
export function isValidName({ kind }: NamedThing, name: string): boolean {
    if (kind === 'stage')
        return /^[a-z][a-z0-9_.-]*$/i.test(name) && !['scratch', 'context'].includes(name.toLowerCase());
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function stageAt(dockerfile: Dockerfile, offset: number): NamedThing | undefined {
    const stages = dockerfile.stages.map((stage): NamedThing => {
        const { name, image, from } = stage;
        return {
            kind: 'stage',
            name: name?.value ?? String(stage.index),
            definitions: [name === undefined ? (image ?? from.keywordSpan) : inner(name)],
            uses: [],
            numbers: [],
        };
    });
    for (const { stage, word } of stageReferences(dockerfile)) {
        const thing = stages[stage];
        if (thing === undefined) continue;
        const places =
            word.value.toLowerCase() === thing.name.toLowerCase() && dockerfile.stages[stage]?.name
                ? 'uses'
                : 'numbers';
        stages[stage] = { ...thing, [places]: [...thing[places], inner(word)] };
    }
    return stages.find(({ definitions, uses, numbers }, index) => {
        const named = dockerfile.stages[index]?.name === undefined ? [] : definitions;
        return [...named, ...uses, ...numbers].some((span) => contains(span, offset));
    });
}

function* stageReferences(dockerfile: Dockerfile): Generator<{ readonly stage: number; readonly word: Word }> {
    for (const stage of dockerfile.stages) {
        if (stage.parent !== undefined && stage.image !== undefined) yield { stage: stage.parent, word: stage.image };
        for (const instruction of stage.instructions) {
            // what a trigger names are stages of another file
            if (instruction.trigger !== undefined) continue;
            for (const word of sourcesOf(instruction)) {
                const found = stageByReference(dockerfile, word.value, stage.index);
                if (found !== undefined) yield { stage: found.index, word };
            }
        }
    }
}

function variableAt(dockerfile: Dockerfile, offset: number): NamedThing | undefined {
    const places = [...variablePlaces(dockerfile)];
    const here = places.find(({ span }) => contains(span, offset));
    if (here === undefined) return undefined;
    const same = places.filter(({ name, kind }) => name === here.name && kind === here.kind);
    return {
        kind: here.kind,
        name: here.name,
        definitions: same.filter(({ isDefinition }) => isDefinition).map(({ span }) => span),
        uses: same.filter(({ isDefinition }) => !isDefinition).map(({ span }) => span),
        numbers: [],
    };
}

interface VariablePlace {
    readonly name: string;
    readonly kind: 'argument' | 'variable' | 'builtin';
    readonly span: Span;
    readonly isDefinition: boolean;
}

const kinds = { arg: 'argument', env: 'variable', platform: 'builtin', image: 'builtin' } as const;

/**
 * A build argument is one thing in the whole file, however often it is declared, and so is an environment variable of one
 * name: renamed everywhere, the file means what it meant.
 */
function* variablePlaces(dockerfile: Dockerfile): Generator<VariablePlace> {
    for (const instruction of dockerfile.instructions) {
        const { keyword, pairs } = instruction;
        if (keyword === 'ARG' || keyword === 'ENV')
            for (const { key, value } of pairs) {
                if (!/^[A-Za-z_]\w*$/.test(key.value)) continue;
                const outer = value === undefined ? definitionAt(dockerfile, instruction, key.value) : undefined;
                const kind = keyword === 'ENV' ? 'variable' : outer?.kind === 'platform' ? 'builtin' : 'argument';
                yield { name: key.value, kind, span: inner(key), isDefinition: true };
            }
        for (const { name, nameSpan } of variablesIn(instruction)) {
            const definition = definitionAt(dockerfile, instruction, name);
            if (definition === undefined || assignsItself(dockerfile, instruction, name)) continue;
            yield { name, kind: kinds[definition.kind], span: nameSpan, isDefinition: false };
        }
    }
}

/** All references in an instruction, each once. */
export function variablesIn(instruction: Instruction): Variable[] {
    const found = new Map<number, Variable>();
    for (const { words, pairs, flags, heredocs } of [instruction, instruction.trigger ?? instruction]) {
        const values = [...words, ...pairs.flatMap(({ key, value }) => [key, ...(value ? [value] : [])])];
        for (const word of [...values, ...flags.flatMap(({ value }) => value ?? [])])
            for (const variable of word.variables) found.set(variable.nameSpan.start, variable);
        for (const { variables } of heredocs)
            for (const variable of variables) found.set(variable.nameSpan.start, variable);
    }
    return [...found.values()];
}

/** Whether the shell of the instruction sets a variable of that name by itself. */
function assignsItself(dockerfile: Dockerfile, instruction: Instruction, name: string): boolean {
    const { assignments } = shellOf(dockerfile, instruction);
    return (
        assignments.some((assignment) => assignment.name === name) ||
        commandsOf(dockerfile, instruction).some((command) => command.assignments.some((each) => each.name === name))
    );
}

/** The word without the quotes around it. */
function inner({ start, end, quote }: Word): Span {
    return quote === undefined ? { start, end } : { start: start + 1, end: end - 1 };
}

function contains({ start, end }: Span, offset: number): boolean {
    return start <= offset && offset <= end;
}
