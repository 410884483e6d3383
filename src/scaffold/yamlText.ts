/**
 * A text as one YAML scalar, plain where it means itself under YAML 1.1 and 1.2 alike, else quoted: on a line of its own, or
 * between brackets and as a key, where more has a meaning.
 */
export function yamlText(text: string, place: 'line' | 'brackets'): string {
    const isPlain = plain.brackets.test(text) || (place === 'line' && plain.line.test(text));
    if (isPlain && !reserved.test(text)) return text;
    if (!unprintable.test(text)) return `'${text.replaceAll("'", "''")}'`;
    return `"${Array.from(text, (character) => (needsEscape.test(character) ? escape(character) : character)).join('')}"`;
}

/** What YAML reads as a boolean, a number or nothing, in one of its versions. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|\.?inf|\.?nan)$/i;

const plain = {
    /** No indicator in front, no `: ` and no ` #` inside, no blank at the end. `30s` and `512m`, but no `1e3` and no `0x1f`. */
    line: /^(?:(?:[\p{L}_/$]|[.-](?=[A-Za-z])|\.\/)(?:[\p{L}\p{M}\p{N}_./@$+=~()<>|&*!?%^;'"{}[\],\\`-]|:(?=[^\s:])| (?=[^\s#]))*|[1-9]\d*(?:[smhkgSMHKG]|ms|us|ns|[kmgKMG][bB]))$/u,
    /** `.` is a number to the letter of YAML 1.1 and to no reader of compose files. */
    brackets: /^(?:[A-Za-z][\w./@-]*|\.|\.?\/[\w./-]+|\d+(?:s|m|g|MiB))$/,
};

/** Everything that YAML does not allow, and what a reader would take for the end of the line or not see. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/u;
const needsEscape = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}"\\]/u;

const named: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', ' ': ' ' };

function escape(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return named[character] ?? (code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`);
}
