import type * as vscode from 'vscode';
import { createBuildContext, ignoreFilesFor } from '../../dockerfile/ignore';
import { measureContext, type ContextSize } from '../../dockerfile/contextSize';
import { baseOf } from '../../project/paths';
import type { Progress } from '../lateProgress';
import { inside, workspaceFiles } from '../workspaceFiles';
import { readSizedFiles } from './sizedFiles';

/** What the build of a Dockerfile is sent. */
export interface LoadedContext {
    readonly dockerfile: vscode.Uri;
    readonly root: vscode.Uri;
    /** Where lines for the ignore file belong, whether it is there or not. */
    readonly ignoreFile: vscode.Uri;
    /** Its name where it is there. */
    readonly ignoreFileName: string | undefined;
    readonly size: ContextSize;
    /** Whether there are more files than were counted. */
    readonly truncated: boolean;
}

/** @param path of the Dockerfile below the context's root */
export async function loadContext(
    dockerfile: vscode.Uri,
    { root, path }: { readonly root: vscode.Uri; readonly path: string },
    { signal, report }: Progress,
): Promise<LoadedContext> {
    const files = workspaceFiles(root);
    const [beside, inContext] = ignoreFilesFor(path);
    const found = (await readIgnoreFile(files, beside)) ?? (await readIgnoreFile(files, inContext));
    const name = found?.name;
    const context = createBuildContext({ paths: [], ignoreText: found?.text, ignoreFile: name, truncated: false });
    const isPutOff = (folder: string): boolean => context.ignores(folder) && !context.hasExceptions;
    const walked = await readSizedFiles(root, isPutOff, signal, (count) => {
        report(count.toLocaleString());
    });
    return {
        dockerfile,
        root,
        ignoreFile: inside(root, name ?? inContext) ?? root,
        ignoreFileName: name === undefined ? undefined : baseOf(name),
        size: measureContext(walked.files, context),
        truncated: walked.truncated,
    };
}

async function readIgnoreFile(
    files: ReturnType<typeof workspaceFiles>,
    name: string,
): Promise<{ name: string; text: string } | undefined> {
    const bytes = await files.read(name);
    return bytes && { name, text: new TextDecoder().decode(bytes) };
}
