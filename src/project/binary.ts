import { readBuildInfo } from './elf/buildInfo';
import { readElf, symbolTable, type Elf } from './elf/readElf';
import type { Read } from './elf/source';

/** What a compiled Go program says of itself, read from its ELF tables and its build information. */
export interface GoBinary {
    readonly class: 32 | 64;
    /** As GOARCH spells it; empty for a machine that Go does not know. */
    readonly arch: string;
    /** As the ELF specification names it, such as `x86-64`. */
    readonly machine: string;
    /** The loader that must be in the image, such as `/lib64/ld-linux-x86-64.so.2`. */
    readonly interpreter: string | undefined;
    /** Whether it needs a loader or shared libraries, and so cannot start on an empty base. */
    readonly dynamic: boolean;
    readonly libraries: readonly string[];
    /** Such as `go1.26.8`; `undefined` for a program that Go did not build. */
    readonly goVersion: string | undefined;
    /** Whether cgo was on, `undefined` where the program does not tell. */
    readonly cgo: boolean | undefined;
    /** The import path of its main package. */
    readonly path: string | undefined;
    readonly module: { readonly path: string; readonly version: string } | undefined;
    /** As `go version -m` lists them under `build`, such as `GOARCH` or `vcs.revision`. */
    readonly settings: Readonly<Record<string, string>>;
    readonly modules: readonly BuiltModule[];
    /** Whether its symbol table is gone. */
    readonly stripped: boolean;
}

export interface BuiltModule {
    readonly path: string;
    readonly version: string;
    readonly replacedBy?: { readonly path: string; readonly version: string };
}

/** `undefined` for what is no ELF program or is broken; an error of `read` passes through. */
export async function readGoBinary(read: Read): Promise<GoBinary | undefined> {
    const elf = await readElf(read);
    if (elf === undefined) return undefined;
    const info = await readBuildInfo(read, elf);
    const built = readModuleLines(info?.modules ?? '');
    const cgo = built.settings['CGO_ENABLED'];
    return {
        class: elf.class,
        arch: archOf(elf),
        machine: machines[elf.machine] ?? String(elf.machine),
        interpreter: elf.interpreter,
        dynamic: elf.interpreter !== undefined || elf.libraries.length > 0,
        libraries: elf.libraries,
        goVersion: info?.goVersion,
        cgo: cgo === undefined ? undefined : cgo === '1',
        ...built,
        stripped: !elf.sections.some(({ type }) => type === symbolTable),
    };
}

/** `e_machine` of the machines that Go builds for; https://www.sco.com/developers/gabi/latest/ch4.eheader.html. */
const machines: Readonly<Record<number, string>> = {
    3: '80386',
    8: 'MIPS',
    21: 'PowerPC64',
    22: 'S/390',
    40: 'ARM',
    62: 'x86-64',
    183: 'AArch64',
    243: 'RISC-V',
    258: 'LoongArch',
};

function archOf({ class: width, littleEndian, machine }: Elf): string {
    const little = littleEndian ? 'le' : '';
    switch (machine) {
        case 3:
            return '386';
        case 8:
            return (width === 64 ? 'mips64' : 'mips') + little;
        case 21:
            return `ppc64${little}`;
        case 22:
            return 's390x';
        case 40:
            return 'arm';
        case 62:
            return 'amd64';
        case 183:
            return 'arm64';
        case 243:
            return 'riscv64';
        case 258:
            return 'loong64';
        default:
            return '';
    }
}

function readModuleLines(text: string): Pick<GoBinary, 'path' | 'module' | 'settings' | 'modules'> {
    let path: string | undefined;
    let module: GoBinary['module'];
    const settings: Record<string, string> = {};
    const modules: BuiltModule[] = [];
    for (const line of text.split('\n')) {
        const [kind, first = '', version = ''] = line.split('\t');
        if (kind === 'path') path = first;
        else if (kind === 'mod') module = { path: first, version };
        else if (kind === 'dep') modules.push({ path: first, version });
        else if (kind === '=>') {
            const replaced = modules.pop();
            if (replaced !== undefined) modules.push({ ...replaced, replacedBy: { path: first, version } });
        } else if (kind === 'build') {
            const equals = first.indexOf('=');
            if (equals > 0) settings[unquote(first.slice(0, equals))] = unquote(first.slice(equals + 1));
        }
    }
    return { path, module, settings, modules };
}

/** Go quotes keys and values with blanks or quotes in them. */
function unquote(text: string): string {
    if (!/^".*"$/s.test(text)) return text.replace(/^`(.*)`$/s, '$1');
    try {
        return JSON.parse(text) as string;
    } catch {
        return text.slice(1, -1);
    }
}
