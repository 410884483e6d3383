/** A text as one YAML scalar of a block, plain where it means itself under YAML 1.1 and 1.2 alike, else quoted. */
export function yamlText(text: string): string {
    if (isPlain(text)) return text;
    if (isPrintable(text)) return `'${text.replaceAll("'", "''")}'`;
    return JSON.stringify(text).replaceAll(unprintable, escapeCode);
}

/** What YAML reads as a boolean or as nothing, in one of its versions. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan)$/i;
/** No indicator in front, no `: ` and no ` #` inside, no blank at the end. */
const words =
    /^(?:[\p{L}_/$]|[.-](?=[A-Za-z]))(?:[\p{L}\p{M}\p{N}_./@$+=~()<>|&*!?%^;'"{}[\],\\`-]|:(?=[^\s:])| (?=[^\s#]))*$/u;
/** `30s` and `512m`, but no `1e3` and no `0x1f`. */
const quantity = /^[1-9]\d*(?:[smhkgSMHKG]|ms|us|ns|[kmgKMG][bB])$/;

function isPlain(text: string): boolean {
    return (words.test(text) && !reserved.test(text)) || quantity.test(text);
}

/** Everything that YAML does not allow, and what a reader would take for the end of the line. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu;

function isPrintable(text: string): boolean {
    return text.search(unprintable) === -1;
}

function escapeCode(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
