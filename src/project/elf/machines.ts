import type { Elf } from './readElf';

/** By e_machine: what people call it and what Go calls it (by byte order and class where Go tells those apart). */
const machines: Readonly<Record<number, { readonly name: string; readonly arch: (elf: Elf) => string }>> = {
    3: { name: 'x86', arch: () => '386' },
    8: { name: 'MIPS', arch: ({ words, little }) => `mips${words.wide ? '64' : ''}${little ? 'le' : ''}` },
    21: { name: 'PowerPC 64', arch: ({ little }) => (little ? 'ppc64le' : 'ppc64') },
    22: { name: 'S/390', arch: () => 's390x' },
    40: { name: 'ARM', arch: () => 'arm' },
    62: { name: 'x86-64', arch: () => 'amd64' },
    183: { name: 'AArch64', arch: () => 'arm64' },
    243: { name: 'RISC-V', arch: ({ words }) => (words.wide ? 'riscv64' : 'riscv') },
    258: { name: 'LoongArch', arch: () => 'loong64' },
};

export function machineName(machine: number): string {
    return machines[machine]?.name ?? `machine ${machine}`;
}

/** In GOARCH's spelling. */
export function architectureOf(elf: Elf): string {
    return machines[elf.machine]?.arch(elf) ?? machineName(elf.machine);
}
