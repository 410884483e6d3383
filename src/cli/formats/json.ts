import { allFindings, type Format } from './format';

/** The contract of scripts: fields may be added, never changed. Positions are zero-based UTF-16, end exclusive. */
export const json: Format = (report) =>
    jsonText({
        files: report.files.length,
        fixed: report.files.reduce((sum, { fixed }) => sum + fixed, 0),
        findings: allFindings(report).map(
            ({ file, rule, aliases, severity, profile, message, range, fixes, related }) => ({
                file,
                rule,
                aliases,
                severity,
                profile,
                message,
                range,
                fixes: fixes.map(({ title, preferred, edits }) => ({ title, preferred, edits })),
                related,
            }),
        ),
    });

/** A versioned JSON text, as every command prints it. */
export function jsonText(value: Readonly<Record<string, unknown>>): string {
    return `${JSON.stringify({ version: 1, ...value }, undefined, 2)}\n`;
}
