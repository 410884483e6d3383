import { readGoLine, readReplaces, type Replace } from './goMod';
import { parseModFile, type ModFault } from './modFile';

/** A go.work. Lines are zero-based. */
export interface GoWork {
    readonly go: string | null;
    readonly goLine: number;
    readonly toolchain: string | null;
    /** Folders of modules as written, such as `./api`. */
    readonly uses: readonly { readonly folder: string; readonly line: number }[];
    readonly replaces: readonly Replace[];
    readonly faults: readonly ModFault[];
}

const known = new Set(['go', 'toolchain', 'godebug', 'use', 'replace']);

export function parseGoWork(bytes: Uint8Array): GoWork {
    const { directives, faults } = parseModFile(bytes, known);
    const { version: go, line: goLine } = readGoLine(directives, faults);
    return {
        go,
        goLine,
        toolchain: directives.find(({ verb }) => verb === 'toolchain')?.words[0] ?? null,
        uses: directives.flatMap(({ verb, words, line }) =>
            verb === 'use' && words[0] !== undefined ? { folder: words[0], line } : [],
        ),
        replaces: readReplaces(directives, faults),
        faults,
    };
}
