import type { Finding, Severity } from '../../rules/rule';
import { printable } from '../terminal';
import { oneBased, type Format, type Report } from './format';
import { counted, painter, type Paint } from './paint';

const styles = { error: 'red', warning: 'yellow', info: 'blue', hint: 'dim' } as const satisfies Record<
    Severity,
    string
>;

/** For a person: the findings under their file, and a last line that counts them. */
export const text: Format = (report) => {
    const paint = painter(report.colours);
    const files = report.files.filter(({ findings }) => findings.length > 0);
    const parts = files.map(({ file, findings }) => {
        const places = findings.map((finding) => `${oneBased(finding).line}:${oneBased(finding).column}`);
        const width = Math.max(...places.map((place) => place.length));
        const lines = findings.map((finding, index) => line(finding, (places[index] ?? '').padStart(width), paint));
        return `${paint('underline', file)}\n${lines.join('')}\n`;
    });
    return `${parts.join('')}${summary(report, paint)}\n`;
};

function line({ severity, message, rule }: Finding, place: string, paint: Paint): string {
    const level = paint(styles[severity], severity) + ' '.repeat('warning'.length - severity.length);
    return `  ${place}  ${level}  ${printable(message)}  ${paint('dim', rule)}\n`;
}

function summary({ files }: Report, paint: Paint): string {
    const findings = files.flatMap((file) => file.findings);
    const fixed = files.reduce((sum, file) => sum + file.fixed, 0);
    const repaired = fixed === 0 ? '' : `, ${counted(fixed, 'fix applied', 'fixes applied')}`;
    const where = counted(files.length, 'file');
    if (findings.length === 0) return paint('green', `${where}, no findings${repaired}`);
    const bySeverity = (['error', 'warning', 'info', 'hint'] as const)
        .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
        .filter(({ count }) => count > 0)
        .map(({ severity, count }) => counted(count, severity, severity === 'info' ? severity : `${severity}s`));
    const fixable = findings.filter(({ fixes }) => fixes.some(({ preferred }) => preferred)).length;
    const hint = fixable === 0 ? '' : `; \`--fix\` repairs ${fixable}`;
    return paint(
        'bold',
        `${where}, ${counted(findings.length, 'finding')} (${bySeverity.join(', ')})${repaired}${hint}`,
    );
}
