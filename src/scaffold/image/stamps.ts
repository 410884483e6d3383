/** A variable of the program that the linker sets, and the build argument that it is set to. */
export interface Stamp {
    readonly variable: string;
    readonly argument: 'VERSION' | 'COMMIT' | 'DATE';
}

/** Values that a build without arguments gives them. */
export const stampDefaults: Readonly<Record<Stamp['argument'], string>> = {
    VERSION: 'dev',
    COMMIT: 'unknown',
    DATE: 'unknown',
};

/** What each version variable is set to, by its name; one that says nothing is left as it is. */
export function chooseStamps(variables: readonly string[]): readonly Stamp[] {
    return variables.flatMap((variable) => {
        const argument = argumentFor(variable.slice(variable.lastIndexOf('.') + 1));
        return argument === undefined || !/^[\w./~-]+$/.test(variable) ? [] : { variable, argument };
    });
}

function argumentFor(name: string): Stamp['argument'] | undefined {
    if (/date|time/i.test(name)) return 'DATE';
    if (/commit|revision|sha|hash/i.test(name)) return 'COMMIT';
    if (/version|^(?:tag|release|build)$/i.test(name)) return 'VERSION';
    return undefined;
}
