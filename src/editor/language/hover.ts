import type { Hover, Position } from 'vscode-languageserver-types';
import { parseImageReference } from '../../dockerfile/image';
import { offsetAt, positionAt, rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Flag, Instruction, Span } from '../../dockerfile/syntax';
import { definitionAt } from '../../dockerfile/variables';
import { baseImageNamed } from '../../facts/baseImages';
import { directiveDescriptions } from './directives';
import { describeFlag, describeMountOption } from './flags';
import { nameAt, variablesIn } from './names';

interface Explained extends Span {
    /** Markdown. */
    readonly text: string;
}

/** What our own model knows at a place; `undefined` leaves it to the language service. */
export function hoverAt(dockerfile: Dockerfile, position: Position): Hover | undefined {
    const offset = offsetAt(dockerfile, position);
    const found = explain(dockerfile, offset);
    if (found === undefined) return undefined;
    return { contents: { kind: 'markdown', value: found.text }, range: rangeOf(dockerfile, found) };
}

function explain(dockerfile: Dockerfile, offset: number): Explained | undefined {
    const directive = dockerfile.directives.find((each) => isIn(each, offset));
    if (directive !== undefined) {
        const { start, end, name } = directive;
        const known = directiveDescriptions[name];
        return known && { start, end, text: known.does };
    }
    const outer = dockerfile.instructions.findLast(({ start }) => start <= offset);
    if (outer === undefined) return undefined;
    const instruction = outer.trigger !== undefined && outer.trigger.start <= offset ? outer.trigger : outer;
    return (
        explainFlag(instruction, offset) ??
        explainVariable(dockerfile, outer, offset) ??
        explainStage(dockerfile, offset) ??
        explainImage(dockerfile, outer, offset)
    );
}

function explainFlag({ keyword, flags }: Instruction, offset: number): Explained | undefined {
    const flag = flags.find((each) => isIn(each, offset));
    if (flag === undefined) return undefined;
    if (isIn({ start: flag.start, end: flag.nameSpan.end }, offset)) {
        const known = describeFlag(keyword, flag.name);
        return known && { start: flag.start, end: flag.nameSpan.end, text: known.does };
    }
    return flag.name === 'mount' ? explainMountOption(flag, offset) : undefined;
}

function explainMountOption({ options }: Flag, offset: number): Explained | undefined {
    const option = options.find(({ start, name }) => isIn({ start, end: start + name.length }, offset));
    const known = option && describeMountOption(option.name);
    return option && known && { start: option.start, end: option.start + option.name.length, text: known.does };
}

function explainVariable(dockerfile: Dockerfile, instruction: Instruction, offset: number): Explained | undefined {
    const variable = variablesIn(instruction).find(({ nameSpan }) => isIn(nameSpan, offset));
    if (variable === undefined) return undefined;
    const { name, nameSpan } = variable;
    const definition = definitionAt(dockerfile, instruction, name);
    if (definition === undefined) return undefined;
    const value = definition.value === undefined ? 'not set here' : `\`${code(definition.value)}\``;
    const line = definition.pair && positionAt(dockerfile, definition.pair.start).line + 1;
    const origin = {
        arg: `\`ARG\`${line === undefined ? '' : `, line ${String(line)}`}`,
        env: `\`ENV\`${line === undefined ? '' : `, line ${String(line)}`}`,
        platform: 'set by the builder for each platform',
        image: 'set by the base image',
    }[definition.kind];
    return { ...nameSpan, text: `\`${name}\`: ${value} (${origin})` };
}

function explainStage(dockerfile: Dockerfile, offset: number): Explained | undefined {
    const thing = nameAt(dockerfile, offset);
    if (thing?.kind !== 'stage') return undefined;
    const places = [...thing.definitions, ...thing.uses, ...thing.numbers];
    const here = places.find((span) => isIn(span, offset));
    const stage = dockerfile.stages.find(({ name, index }) => (name?.value ?? String(index)) === thing.name);
    if (here === undefined || stage === undefined) return undefined;
    const line = positionAt(dockerfile, stage.from.start).line + 1;
    const written = dockerfile.text.slice(stage.from.start, stage.from.end);
    return { start: here.start, end: here.end, text: `\`${code(written)}\` (line ${String(line)})` };
}

function explainImage(
    dockerfile: Dockerfile,
    { keyword, stage: index }: Instruction,
    offset: number,
): Explained | undefined {
    const stage = index === undefined ? undefined : dockerfile.stages[index];
    const image = stage?.image;
    if (keyword !== 'FROM' || image === undefined || stage?.parent !== undefined || !isIn(image, offset))
        return undefined;
    const reference = parseImageReference(image.value);
    const facts = baseImageNamed(reference.name, reference.tag);
    if (facts === undefined) return undefined;
    const { distribution, release, libc, packageManager, shell, user, hasGo } = facts;
    const told = [
        distribution && [distribution, release].filter((part) => part !== undefined).join(' '),
        hasGo ? 'Go toolchain' : undefined,
        libc === 'none' ? 'no C library' : libc,
        shell === undefined ? 'no shell' : `\`${shell}\``,
        packageManager && `\`${packageManager}\``,
        `user \`${user}\``,
    ];
    return { start: image.start, end: image.end, text: told.filter((part) => part !== undefined).join(', ') };
}

/** For between backticks in Markdown, and bounded. */
function code(text: string): string {
    const line = text.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
    return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function isIn({ start, end }: Span, offset: number): boolean {
    return start <= offset && offset <= end;
}
