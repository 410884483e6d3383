import { cgoModuleOf, type CgoModule, type SystemPackages } from '../../facts/cgoModules';
import type { RuntimeBase } from '../../facts/runtimeBases';
import type { Command } from '../../project/project';

type Import = Command['cgoReasons'][number];

/** What the C code of a command asks of the systems that it is compiled and run on. */
export interface SystemNeeds {
    readonly modules: readonly { readonly known: CgoModule; readonly import: Import }[];
    /** The first import that needs cgo. */
    readonly first: Import | undefined;
}

export function readSystemNeeds(command: Command): SystemNeeds {
    const modules = command.cgoReasons.flatMap((each) => {
        const known = cgoModuleOf(each.import);
        return known === undefined ? [] : { known, import: each };
    });
    return { modules, first: command.cgoReasons[0] };
}

/** The import for which something holds, such as being C++. */
export function findNeed(needs: SystemNeeds, holds: (known: CgoModule) => boolean): Import | undefined {
    return needs.modules.find(({ known }) => holds(known))?.import;
}

export function distributionOf(base: RuntimeBase): keyof SystemPackages {
    return base.libc === 'musl' ? 'alpine' : 'debian';
}

/** What is installed to compile, beyond what a golang image has; those on Alpine have no compiler. */
export function buildPackages(needs: SystemNeeds, distribution: keyof SystemPackages): string[] {
    const compiler = distribution === 'debian' ? [] : ['gcc', 'musl-dev'];
    const isCpp = needs.modules.some(({ known }) => known.cpp === true);
    return unique([
        ...compiler,
        ...(isCpp && distribution === 'alpine' ? ['g++'] : []),
        ...needs.modules.flatMap(({ known }) => known.build?.[distribution] ?? []),
    ]);
}

/** What is installed to run. */
export function runPackages(needs: SystemNeeds, distribution: keyof SystemPackages): string[] {
    const isCpp = needs.modules.some(({ known }) => known.cpp === true);
    const library = isCpp ? [distribution === 'debian' ? 'libstdc++6' : 'libstdc++'] : [];
    return unique([...library, ...needs.modules.flatMap(({ known }) => known.run?.[distribution] ?? [])]);
}

function unique(names: readonly string[]): string[] {
    return [...new Set(names)].sort();
}
