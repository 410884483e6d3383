import type { Finding } from '../../rules/rule';

export interface Report {
    readonly files: readonly ReportedFile[];
    readonly colours: boolean;
}

export interface ReportedFile {
    /** As the user gave it. */
    readonly file: string;
    readonly findings: readonly Finding[];
    /** How many fixes were written to it. */
    readonly fixed: number;
}

/** The whole output, its last line break included. */
export type Format = (report: Report) => string;

/** Every finding with its file, in order. */
export function allFindings({ files }: Report): readonly (Finding & { readonly file: string })[] {
    return files.flatMap(({ file, findings }) => findings.map((finding) => ({ ...finding, file })));
}

/** What other formats count from one. */
export function oneBased({ range: { start, end } }: Pick<Finding, 'range'>) {
    return {
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
    };
}
