import type { Program } from './program';

const named =
    /^(?:build|git|app|vcs)?_?(?:version|commit|commithash|revision|rev|sha|hash|tag|branch|date|time|timestamp|number|treestate|builtby)$/i;
/** Packages that hold nothing else, beside the main package itself. */
const versionPackages = /version|build|release/;

/** String variables that wait for `-ldflags -X`: declared empty or with a placeholder under a name that says version, commit or date. */
export function readVersionVariables(program: Program): string[] {
    const found = new Set<string>();
    for (const { name, importPath, files } of program.packages) {
        if (name !== 'main' && !versionPackages.test(name)) continue;
        for (const file of files)
            for (const { name: variable, type, constant, value } of file.declarations().values) {
                const settable = value === undefined ? type === 'string' : value.kind === 'string' && type !== 'error';
                if (!constant && settable && named.test(variable))
                    found.add(`${name === 'main' ? 'main' : importPath}.${variable}`);
            }
    }
    return [...found].sort();
}
