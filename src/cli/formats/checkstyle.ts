import type { Severity } from '../../rules/rule';
import { oneBased, type Format } from './format';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'info', hint: 'info' };

/** The XML of Checkstyle, which CI servers read. */
export const checkstyle: Format = ({ files }) => {
    const lines = files.flatMap(({ file, findings }) => [
        `  <file name="${escape(file)}">`,
        ...findings.map((finding) => {
            const { line, column } = oneBased(finding);
            const { severity, message, rule } = finding;
            return (
                `    <error line="${line}" column="${column}" severity="${levels[severity]}" ` +
                `message="${escape(message)}" source="gopherdock.${escape(rule)}"/>`
            );
        }),
        '  </file>',
    ]);
    return ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">', ...lines, '</checkstyle>', ''].join(
        '\n',
    );
};

const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
    '\r': '&#13;',
    '\t': '&#9;',
};

/** For an attribute's value; characters that XML 1.0 cannot hold at all are replaced. */
function escape(text: string): string {
    return text
        .replaceAll(/[\p{Cs}\uFFFE\uFFFF]|(?![\t\n\r])\p{Cc}/gu, '\uFFFD')
        .replaceAll(/[&<>"\n\r\t]/g, (character) => entities[character] ?? '');
}
