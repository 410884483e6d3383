import * as vscode from 'vscode';
import { instructionOfStep, placesOfFault } from '../../diagnosis/build/buildPlaces';
import { readGoFaults, type GoFault } from '../../diagnosis/build/goFaults';
import { parseDockerfile } from '../../dockerfile/parse';
import { rangeOf } from '../../dockerfile/positions';
import type { Project } from '../../project/project';
import { toRange } from '../convert';
import { inside } from '../workspaceFiles';

/** What a failed build tells of itself. */
export interface BuildFailure {
    /** The builder's own words. */
    readonly message: string;
    readonly log: string;
    /** The name of the step that failed, such as `[build 3/5] RUN go build ./...`. */
    readonly step: string | undefined;
}

export interface FoundFault {
    readonly fault: GoFault;
    /** `undefined` where no file of the workspace is it. */
    readonly uri: vscode.Uri | undefined;
    readonly range: vscode.Range;
}

export interface BuildPlace {
    /** The folder that is the build context. */
    readonly context: vscode.Uri;
    readonly dockerfile: vscode.Uri;
    readonly project: Project;
}

/** The faults in Go that a build told of, in its order, and the keyword of the instruction that failed. */
export async function findFaults(
    { log, step }: BuildFailure,
    { context, dockerfile, project }: BuildPlace,
): Promise<{ readonly faults: readonly FoundFault[]; readonly instruction: vscode.Range | undefined }> {
    const parsed = parseDockerfile(await readText(dockerfile));
    const instruction = step === undefined ? undefined : instructionOfStep(parsed, step);
    const faults: FoundFault[] = [];
    for (const fault of readGoFaults(log)) {
        const places = placesOfFault(fault, { dockerfile: parsed, instruction, project });
        const uri = await firstThere(places.map((place) => inside(context, place)));
        faults.push({ fault, uri, range: rangeOfFault(fault) });
    }
    return { faults, instruction: instruction && toRange(rangeOf(parsed, instruction.keywordSpan)) };
}

function rangeOfFault({ line, column }: GoFault): vscode.Range {
    const start = new vscode.Position(line - 1, Math.max(0, column - 1));
    // without a column the whole line is meant; an editor cuts it to what is there
    return new vscode.Range(start, column === 0 ? start.with({ character: 1000 }) : start);
}

async function firstThere(candidates: readonly (vscode.Uri | undefined)[]): Promise<vscode.Uri | undefined> {
    for (const uri of candidates) if (uri !== undefined && (await isThere(uri))) return uri;
    return undefined;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
    try {
        return (await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory;
    } catch {
        return false;
    }
}

/** What was built is what is on the disk. */
async function readText(uri: vscode.Uri): Promise<string> {
    try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
        return '';
    }
}
