import { nodeLines, nodeReleases, preferredNode } from '../../facts/buildTools';

/** The release of Node that a frontend is built with: the preferred one where that will do, else the newest that will. */
export function chooseNode(asked: string | null): string {
    if (asked === null) return preferredNode;
    const line = /^lts\/(\w+)$/i.exec(asked)?.[1]?.toLowerCase();
    if (line !== undefined) return nodeLines[line] ?? preferredNode;
    return [preferredNode, ...nodeReleases].find((release) => allows(asked, Number(release))) ?? preferredNode;
}

/** Whether a range as in package.json lets a major release in, by some version of it. */
function allows(range: string, major: number): boolean {
    return range
        .slice(0, 200)
        .split('||')
        .some((part) => {
            const [, least, most] = /^\s*v?(\d+)[\w.]*\s+-\s+v?(\d+)/.exec(part) ?? [];
            if (least !== undefined) return major >= Number(least) && major <= Number(most);
            const bounds = [...part.matchAll(/(>=|<=|>|<|\^|~|=)?\s*v?(\d+)((?:\.[\dx*]+)*)/g)];
            return (
                bounds.length > 0 &&
                bounds.every(([, sign = '', number = '', rest = '']) => holds(major, sign, Number(number), rest))
            );
        });
}

function holds(major: number, sign: string, bound: number, rest: string): boolean {
    const isWhole = /^[.0x*]*$/.test(rest);
    if (sign === '>=') return major >= bound;
    if (sign === '>') return isWhole && rest === '' ? major > bound : major >= bound;
    if (sign === '<') return isWhole ? major < bound : major <= bound;
    if (sign === '<=') return major <= bound;
    return major === bound;
}
