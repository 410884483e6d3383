/** Variables by which Go's runtime fits itself to a container. */
type GoVariable = 'GOMEMLIMIT' | 'GOMAXPROCS';

const kibibyte = 1024;

/** Nine tenths of a limit in bytes, in the words of GOMEMLIMIT: the collector works harder before the kernel ends the program. */
export function memoryLimitFor(bytes: number): string {
    return `${Math.floor((bytes * 9) / 10 / kibibyte)}KiB`;
}

/** Whole processors for a limit such as 1.5; Go 1.25 reads the limit itself, and up rather than down. */
export function processorsFor(cpuLimit: number): string {
    return String(Math.max(1, Math.ceil(cpuLimit)));
}

/** Values of GOGC, ways to trade memory for work of the collector, named for a form that explains them. */
export const collectorPresets: Readonly<Record<'usual' | 'thrifty' | 'fast' | 'onlyAtLimit', string>> = {
    usual: '100',
    /** Half the garbage, about twice the collections. */
    thrifty: '50',
    /** Three times the garbage, about a third of the collections. */
    fast: '300',
    /** No collection before GOMEMLIMIT is reached: only with such a limit. */
    onlyAtLimit: 'off',
};

/** The variables that fit the limits of a container; none for what is not limited. */
export function runtimeVariables(limits: {
    readonly memoryLimit?: number | undefined;
    readonly cpuLimit?: number | undefined;
}): Readonly<Partial<Record<GoVariable, string>>> {
    const { memoryLimit, cpuLimit } = limits;
    return {
        ...(memoryLimit !== undefined && { GOMEMLIMIT: memoryLimitFor(memoryLimit) }),
        ...(cpuLimit !== undefined && { GOMAXPROCS: processorsFor(cpuLimit) }),
    };
}
