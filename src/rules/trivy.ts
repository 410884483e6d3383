import { foldSpan } from '../dockerfile/parser/fold';
import { commandsOf } from '../dockerfile/shell';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';

/** The arguments of a RUN as trivy has them: the strings of the exec form, else one text with its continuations joined. */
export function trivyArguments(dockerfile: Dockerfile, { body, json, heredocs }: Instruction): string[] {
    if (json?.valid === true) return json.items.map(({ value }) => value);
    const [only] = heredocs;
    if (only !== undefined && only.marker.start === body.start && only.marker.end === body.end) {
        const script = dockerfile.text.slice(only.body.start, only.body.end);
        return [
            script.startsWith('#!')
                ? script
                : script
                      .trimEnd()
                      .split(/\r\n|\r|\n/)
                      .join(' ; '),
        ];
    }
    return [foldSpan(dockerfile.text, body, dockerfile.escape).text];
}

/** The words of each command of a RUN, as written; those of the exec form are joined and read as shell. */
export function trivyCommands(dockerfile: Dockerfile, run: Instruction): (readonly string[])[] {
    if (run.json?.valid === true) {
        const text = trivyArguments(dockerfile, run).join(' ');
        return text.split(/&&|\|\||[;|&\n]/).map((part) => part.split(/\s+/).filter((word) => word !== ''));
    }
    return commandsOf(dockerfile, run)
        .filter(({ source }) => source !== 'input')
        .map(({ name, args }) => [name.raw, ...args.map(({ raw }) => raw)]);
}
