import type { Severity } from '../../rules/rule';
import { allFindings, oneBased, type Format } from './format';

const levels: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    info: 'notice',
    hint: 'notice',
};

/** Workflow commands, which GitHub shows as annotations of a change. */
export const github: Format = (report) =>
    allFindings(report)
        .map((finding) => {
            const { line, column, endLine, endColumn } = oneBased(finding);
            const { file, severity, message, rule } = finding;
            // columns are understood within one line only
            const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
            const place = `file=${property(file)},line=${line},endLine=${endLine}${columns}`;
            return `::${levels[severity]} ${place},title=${property(rule)}::${data(message)}\n`;
        })
        .join('');

function data(text: string): string {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
    return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
