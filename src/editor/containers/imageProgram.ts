import type { Engine, ImageDetails } from '../../engine/engine';
import { EngineError } from '../../engine/engineError';
import { readImageFile } from '../../engine/imageFile';
import { readGoBinary, type GoBinary } from '../../project/binary';
import { sizeText } from './faces';
import { programPaths } from './programPaths';

/** What an image really holds, read from the binary inside. */
export interface ImageProgram {
    readonly details: ImageDetails;
    /** Absolute path of the Go binary that the image starts; `undefined` where it starts something else. */
    readonly path: string | undefined;
    readonly binary: GoBinary | undefined;
    /** The loader that a dynamic binary needs and the image lacks: such an image cannot start. */
    readonly missingLoader: string | undefined;
}

const largestBinary = 512 * 1024 * 1024;

export async function readImageProgram(engine: Engine, image: string, signal?: AbortSignal): Promise<ImageProgram> {
    const details = await engine.inspectImage(image, signal);
    for (const path of programPaths(details)) {
        const bytes = await readIfThere(engine, image, path, largestBinary, signal);
        if (bytes === undefined) continue;
        const binary = await readGoBinary((offset, length) =>
            Promise.resolve(bytes.subarray(offset, Math.min(offset + length, bytes.length))),
        );
        if (binary?.goVersion === undefined) continue;
        const { interpreter } = binary;
        const hasLoader =
            interpreter === undefined || (await readIfThere(engine, image, interpreter, 1, signal)) !== undefined;
        return { details, path, binary, missingLoader: hasLoader ? undefined : interpreter };
    }
    return { details, path: undefined, binary: undefined, missingLoader: undefined };
}

async function readIfThere(
    engine: Engine,
    image: string,
    path: string,
    limit: number,
    signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
    try {
        return await readImageFile(engine, image, path, limit, signal);
    } catch (error) {
        if (error instanceof EngineError && error.reason === 'missing') return undefined;
        throw error;
    }
}

/** Whether the image has a folder at this path. */
export async function hasFolder(engine: Engine, image: string, path: string, signal?: AbortSignal): Promise<boolean> {
    try {
        await readImageFile(engine, image, path, 1, signal);
        return false;
    } catch (error) {
        // the engine itself says with a status that there is nothing; that it is no file is found by the reader
        if (error instanceof EngineError && error.reason === 'missing') return error.status === undefined;
        throw error;
    }
}

/** Such as `api:dev · 12.3 MB · static linux/amd64 · go1.26.8`. */
export function describeImageProgram(
    tag: string,
    { details, binary }: ImageProgram,
    words: { readonly static: string; readonly dynamic: string },
): string {
    const platform = `${details.os}/${binary?.arch ?? details.arch}`;
    return [
        tag,
        sizeText(details.size),
        ...(binary === undefined
            ? [platform]
            : [`${binary.dynamic ? words.dynamic : words.static} ${platform}`, binary.goVersion ?? '']),
    ]
        .filter((part) => part !== '')
        .join(' · ');
}
