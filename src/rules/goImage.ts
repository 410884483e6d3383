import { parseImageReference } from '../dockerfile/image';
import { partOf } from '../dockerfile/positions';
import type { Dockerfile, Stage, Word } from '../dockerfile/syntax';
import { lineageOf } from '../dockerfile/stages';
import { definitionAt, resolve } from '../dockerfile/variables';
import { baseImageNamed } from '../facts/baseImages';
import type { Module } from '../project/project';
import { replaceSpan } from './edits';
import { environmentOf, goCommandsOf } from './goCommands';
import { moduleReadBy } from './goContext';
import { compareGoVersions, minorOf } from './goVersions';
import type { FileEdit, Subject } from './rule';

/** The Go image that a FROM names with a version. */
export interface GoImage {
    readonly stage: Stage;
    readonly word: Word;
    /** With variables resolved and without a digest, such as `golang:1.26-alpine`. */
    readonly text: string;
    /** Such as `1.26` or `1.26.1`; without a patch it is the newest one. */
    readonly version: string;
}

export function goImageOf(dockerfile: Dockerfile, stage: Stage): GoImage | undefined {
    const { image, parent, from } = stage;
    if (image === undefined || parent !== undefined) return undefined;
    const { value, isComplete } = resolve(dockerfile, image, from);
    const { name, tag, text } = parseImageReference(value);
    const version = /^1\.\d+(\.\d+)?(?![\d.])/.exec(tag ?? '')?.[0];
    const isGo = name.endsWith('/golang') && baseImageNamed(name, tag)?.hasGo === true;
    return isComplete && isGo && version !== undefined
        ? { stage, word: image, text: text.replace(/@.*/, ''), version }
        : undefined;
}

/** Edits that give a Go image another version, in the tag or in the default of the ARG that holds it; none where that is not plain. */
export function changeGoVersion(dockerfile: Dockerfile, { word, stage }: GoImage, version: string): FileEdit[] {
    const { tag, tagStart, text } = parseImageReference(word.raw);
    if (tag === undefined || tagStart === undefined) return [];
    const [variable, ...others] = word.variables;
    if (variable === undefined) {
        const changed = changeTag(tag, version);
        return [replaceSpan(dockerfile, partOf(word, tagStart, text.length), changed)];
    }
    const rest = /^\$(?:\w+|\{\w+\})(?<variant>[\w.-]*)$/.exec(text.slice(tagStart))?.groups?.['variant'];
    const value = definitionAt(dockerfile, stage.from, variable.name)?.pair?.value;
    // the other half of the tag stays as it is, and must fit
    if (others.length > 0 || rest === undefined || value === undefined || keptVariant(rest) !== rest) return [];
    if (!/^1\.\d+(\.\d+)?(-[\w.-]+)?$/.test(value.value)) return [];
    const quote = value.quote ?? '';
    return [replaceSpan(dockerfile, value, quote + changeTag(value.value, version) + quote)];
}

function changeTag(tag: string, version: string): string {
    return version + keptVariant(tag.replace(/^[\d.]+(?:rc\d+)?/, ''));
}

/** Variants come and go: a new Go is not published on an old Alpine or Debian, but always on the current ones. */
function keptVariant(variant: string): string {
    if (/^-alpine\d/.test(variant)) return '-alpine';
    return /^-(bullseye|buster|stretch|jessie)$/.test(variant) ? '' : variant;
}

type NeededModule = Module & { readonly go: string };

/** The module that is built with the image, where it wants a newer Go than that has. */
export function neededBy(subject: Subject, { stage, version }: GoImage): NeededModule | undefined {
    return modulesRead(subject, stage).find(
        // a tag without a patch is the newest one
        ({ go }) => compareGoVersions(version, version.split('.').length > 2 ? go : minorOf(go)) < 0,
    );
}

const reading = new Set(['build', 'install', 'test', 'run', 'vet', 'generate', 'list', 'mod download', 'mod verify']);

/** What `go` reads in a stage or in one built on it, without leave to fetch a newer toolchain. */
function modulesRead(subject: Subject, stage: Stage): NeededModule[] {
    const { dockerfile } = subject;
    return dockerfile.stages
        .filter((other) => lineageOf(dockerfile, other).includes(stage))
        .flatMap((other) =>
            goCommandsOf(dockerfile, other)
                .filter(
                    (command) =>
                        reading.has(command.subcommand) &&
                        ['', 'local'].includes(environmentOf(dockerfile, command, 'GOTOOLCHAIN') ?? 'unknown'),
                )
                .map((command) => moduleReadBy(subject, other, command)),
        )
        .filter((module): module is NeededModule => typeof module?.go === 'string');
}
