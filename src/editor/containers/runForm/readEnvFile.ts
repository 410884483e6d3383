/** What a file with variables holds, as `docker run --env-file` reads it. */
export interface EnvFile {
    readonly variables: Readonly<Record<string, string>>;
    /** One-based numbers of lines that are no variable. */
    readonly broken: readonly number[];
    /** Names whose value stands in quotes, which are part of it. */
    readonly quoted: readonly string[];
}

/** @param inherited gives the value of a variable that is named without one */
export function readEnvFile(text: string, inherited: (name: string) => string | undefined): EnvFile {
    const variables: Record<string, string> = {};
    const broken: number[] = [];
    const quoted: string[] = [];
    for (const [index, raw] of text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .entries()) {
        const line = raw.trimStart();
        if (line === '' || line.startsWith('#')) continue;
        const [, name = '', value] = /^([^=]*)(?:=([^]*))?$/.exec(line) ?? [];
        if (name.trim() === '' || /\s/.test(name.trimEnd()) || line.includes('\u0000')) {
            broken.push(index + 1);
            continue;
        }
        const given = value ?? inherited(name.trim());
        if (given === undefined) continue;
        variables[name.trim()] = given;
        if (/^(["']).*\1$/.test(given)) quoted.push(name.trim());
    }
    return { variables, broken, quoted };
}
