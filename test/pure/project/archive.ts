/**
 * Takes a text archive apart: `-- path --` lines, each followed by the file's text. `\r`, `\uFEFF` and other escapes of
 * JSON stand for themselves in lines that begin with `json:`, so that invisible characters can be seen.
 */
export function readArchive(text: string): Record<string, string> {
    const files: Record<string, string> = {};
    for (const [, path = '', body = ''] of text.matchAll(/^-- (.+) --\n([\s\S]*?)(?=^-- .+ --\n|(?![\s\S]))/gm))
        files[path] = body.replaceAll(/^json:(.*)\n/gm, (_line, literal: string) => String(JSON.parse(literal)));
    return files;
}
