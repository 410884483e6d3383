/** The order of Go versions such as `1.26` and `1.26.1`; what follows the numbers does not count. */
export function compareGoVersions(a: string, b: string): number {
    const [left, right] = [numbersOf(a), numbersOf(b)];
    for (let at = 0; at < 3; at++) {
        const difference = (left[at] ?? 0) - (right[at] ?? 0);
        if (difference !== 0) return difference;
    }
    return 0;
}

/** `1.26` of `1.26.1`. */
export function minorOf(version: string): string {
    return version.split('.', 2).join('.');
}

function numbersOf(version: string): number[] {
    return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
