import type { Environment } from '../programs/findProgram';

export interface EnvFile {
    readonly variables: Readonly<Record<string, string>>;
    /** What is wrong with it, in a sentence; its line, zero-based. */
    readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/**
 * A file of `docker run --env-file`: one `NAME=value` a line, the value as it stands, without quoting; a name alone takes its value from `env`, and is left
 * out where that has none.
 * @see https://docs.docker.com/reference/cli/docker/container/run/#env
 */
export function readEnvFile(text: string, env: Environment): EnvFile {
    const variables: (readonly [name: string, value: string])[] = [];
    const problems: { line: number; message: string }[] = [];
    for (const [line, whole] of text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .entries()) {
        const entry = whole.trimStart();
        if (entry === '' || entry.startsWith('#')) continue;
        const [name = '', ...rest] = entry.split('=');
        if (name === '' || /\s/.test(name)) {
            const message = name === '' ? 'The variable has no name' : `The name \`${name}\` has a blank in it`;
            problems.push({ line, message });
        } else if (rest.length > 0) {
            variables.push([name, rest.join('=')]);
        } else {
            const value = env[name];
            if (value !== undefined) variables.push([name, value]);
        }
    }
    return { variables: Object.fromEntries(variables), problems };
}
