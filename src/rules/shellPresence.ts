import { baseOf, lastInstruction } from '../dockerfile/configuration';
import { oncePer } from '../dockerfile/once';
import { lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { copiedPaths, copyTarget } from './instructions';

/** Whether a shell form surely finds no shell where the instruction stands: the base image has none and nothing brings one. */
export function lacksShell(dockerfile: Dockerfile, stage: Stage, instruction: Instruction): boolean {
    const base = baseOf(dockerfile, stage);
    if (base?.isComplete !== true || base.facts?.os !== 'linux' || base.facts.shell !== undefined) return false;
    if (lastInstruction(dockerfile, stage, 'SHELL', instruction) !== undefined) return false;
    return !lineageOf(dockerfile, stage).some((member) => bringsShell(dockerfile, member));
}

const bringsShell = oncePer((_, { instructions }: Stage): boolean => instructions.some(mayBringShell));

const shells = /(^|\/)(sh|ash|bash|dash|busybox|toybox|bin)$/;

/** A whole file system, an archive, something named like a shell, or a program that may link one into place. */
function mayBringShell(instruction: Instruction): boolean {
    const { keyword, json } = instruction;
    if (keyword === 'ADD') return true;
    if (keyword === 'RUN') return json?.valid === true;
    if (keyword !== 'COPY') return false;
    if (/(^|\/)sh$/.test(copyTarget(instruction) ?? '')) return true;
    return copiedPaths(instruction).some(({ value }) => {
        const path = value.replace(/(.)\/$/, '$1');
        return path === '/' || path.includes('$') || path.includes('*') || shells.test(path) || /root|fs\b/.test(path);
    });
}
