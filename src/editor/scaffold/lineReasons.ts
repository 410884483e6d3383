import type { Position } from 'vscode-languageserver-types';
import { offsetAt } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import type { Reason, ScaffoldedFile } from '../../scaffold/scaffold';
import { instructionAt } from '../language/instructionAt';

export interface InstructionReasons {
    readonly instruction: Instruction;
    readonly reasons: readonly Reason[];
}

/**
 * Why the instruction at a place is as it is: the reasons of the scaffolded file that speak of it. `undefined` where nothing
 * is said of it, or where it is no longer as it was written.
 */
export function reasonsAt(
    dockerfile: Dockerfile,
    position: Position,
    file: ScaffoldedFile,
): InstructionReasons | undefined {
    const instruction = instructionAt(dockerfile, offsetAt(dockerfile, position));
    if (instruction === undefined) return undefined;
    const text = dockerfile.text.slice(instruction.start, instruction.end).replaceAll('\r\n', '\n').trimEnd();
    if (!`\n${file.text}`.includes(`\n${text}\n`)) return undefined;
    const stage = instruction.stage === undefined ? undefined : dockerfile.stages[instruction.stage]?.name?.value;
    const stages = dockerfile.stages.flatMap(({ name }) => name?.value ?? []);
    const reasons = file.reasons.filter(({ what }) => {
        const { stages: own, subject } = splitStages(what, stages);
        return (own === undefined || (stage !== undefined && own.includes(stage))) && speaksOf(subject, text);
    });
    return reasons.length === 0 ? undefined : { instruction, reasons };
}

/** `api, worker: port 8080` is about two stages; what begins with no stage is about all. */
function splitStages(what: string, stages: readonly string[]): { stages: string[] | undefined; subject: string } {
    const colon = what.indexOf(': ');
    const named = what.slice(0, Math.max(colon, 0)).split(', ');
    return colon > 0 && named.every((name) => stages.includes(name))
        ? { stages: named, subject: what.slice(colon + 2) }
        : { stages: undefined, subject: what };
}

/** Each reason names what it is about in its first words. */
function speaksOf(subject: string, text: string): boolean {
    if (/^Go \d/.test(subject)) return /^ARG GO_VERSION=|^FROM .*golang:\d/.test(text);
    const port = /^port (\d+)/.exec(subject)?.[1];
    if (port !== undefined) return new RegExp(String.raw`^EXPOSE\b.*\b${port}\b`).test(text);
    if (subject.startsWith('cache mounts')) return text.includes('--mount=type=cache');
    const keyword = /^(?:an? )?([A-Z]{3,}(?:_[A-Z]+)*(?:=\S+)?)(?=\s|$)/.exec(subject)?.[1];
    if (keyword !== undefined)
        return keyword.includes('=') ? /^ENV\b/.test(text) && text.includes(keyword) : text.startsWith(`${keyword} `);
    const image = /^`([^`]+)`$/.exec(subject)?.[1];
    return image !== undefined && text.startsWith('FROM ') && text.includes(` ${image} `);
}
