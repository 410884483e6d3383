import { number, object, plain, text, texts } from './json';

/** One step of an image's history. */
export interface ImageLayer {
    /** Milliseconds since 1970. */
    readonly created: number;
    /** The instruction, without the `/bin/sh -c #(nop)` that older builders put before it. */
    readonly instruction: string;
    /** Bytes that it added; 0 for one that only changed the configuration. */
    readonly size: number;
    readonly comment: string;
    readonly tags: readonly string[];
}

export function readLayer(row: unknown): ImageLayer {
    const value = object(row);
    return {
        created: number(value['Created']) * 1000,
        instruction: readInstruction(text(value['CreatedBy'])),
        size: number(value['Size']),
        comment: plain(value['Comment']),
        tags: texts(value['Tags']).map(plain),
    };
}

/** What a builder wrote down, as a Dockerfile has it, in one line; the shell that runs a script, and its arguments, are left out. */
function readInstruction(createdBy: string): string {
    const [, instruction] = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(createdBy) ?? [];
    const [, script] = /^(?:RUN )?(?:\|\d+ (?:\S+ )*?)?\/bin\/sh -c (.*)$/s.exec(createdBy) ?? [];
    const words = instruction ?? (script === undefined ? createdBy : `RUN ${script}`);
    return plain(
        words
            .replace(/\s+/g, ' ')
            .replace(/ # buildkit$/, '')
            .trim(),
    );
}
