import { printable } from '../terminal';
import { allFindings, oneBased, type Format } from './format';

/** `file:line:column: severity: message`, after the GNU coding standards' section on error messages. */
export const gnu: Format = (report) =>
    allFindings(report)
        .map((finding) => {
            const { line, column } = oneBased(finding);
            const { file, severity, message, rule } = finding;
            return `${printable(file)}:${line}:${column}: ${severity}: ${printable(message)} [${rule}]\n`;
        })
        .join('');
