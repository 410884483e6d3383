import { architectureOf, machineName } from './elf/machines';
import { readBuildInfo } from './elf/buildInfo';
import { parseBuildLines, type BuildLines } from './elf/buildLines';
import type { ReadAt } from './elf/bytes';
import { readInterpreter, readLibraries } from './elf/linking';
import { readElf } from './elf/readElf';

/** The truth about a compiled program, whatever its sources promised. */
export interface GoBinary extends BuildLines {
    readonly class: 32 | 64;
    /** In GOARCH's spelling, such as `arm64`; for a machine that Go does not know as `machine`. */
    readonly arch: string;
    /** As people call it, such as `x86-64`. */
    readonly machine: string;
    /** The program that must be there to start it; `undefined` where the kernel can start it alone. */
    readonly interpreter: string | undefined;
    /** Whether it needs an interpreter or shared libraries, and so cannot run in an image without libc. */
    readonly dynamic: boolean;
    readonly libraries: readonly string[];
    /** Such as `go1.26.8`; `undefined` for a program that is not Go's. */
    readonly goVersion: string | undefined;
    /** Whether cgo was on when it was built; `undefined` where that was not recorded. */
    readonly cgo: boolean | undefined;
    /** Whether it carries no symbol table. */
    readonly stripped: boolean;
}

/**
 * Reads an ELF file by pieces; `undefined` where it is none, is cut off, or cannot be read. Everything that the file
 * says about sizes is bounded.
 */
export async function readGoBinary(read: ReadAt): Promise<GoBinary | undefined> {
    try {
        const elf = await readElf(read);
        if (elf === undefined) return undefined;
        const interpreter = await readInterpreter(elf, read);
        const libraries = await readLibraries(elf, read);
        const info = await readBuildInfo(elf, read);
        const lines = parseBuildLines(info?.lines ?? '');
        const cgo = lines.settings['CGO_ENABLED'];
        return {
            class: elf.words.wide ? 64 : 32,
            arch: architectureOf(elf),
            machine: machineName(elf.machine),
            interpreter,
            dynamic: interpreter !== undefined || libraries.length > 0,
            libraries,
            goVersion: info?.goVersion,
            cgo: cgo === undefined ? undefined : cgo === '1',
            ...lines,
            stripped: !elf.sections.some(({ name }) => name === '.symtab'),
        };
    } catch {
        // Whoever reads for us may fail at any piece; a file that cannot be read says nothing.
        return undefined;
    }
}
