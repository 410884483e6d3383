import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

export interface Fixture {
    /** The rule whose folder it stands in. */
    readonly rule: string;
    /** The file's name, which is a sentence. */
    readonly name: string;
    readonly text: string;
    /** The files around the Dockerfile, path to text. */
    readonly tree: Readonly<Record<string, string>>;
    readonly wantFile: string;
}

/** `<sentence>.Dockerfile`, or `<sentence>.txtar` where files stand around it. */
export function fixtureCases(root = 'test/fixtures/rules'): Fixture[] {
    return readdirSync(root).flatMap((rule) =>
        readdirSync(`${root}/${rule}`)
            .filter((file) => /\.(Dockerfile|txtar)$/.test(file))
            .map((file) => {
                const name = file.replace(/\.(Dockerfile|txtar)$/, '');
                const content = readFileSync(`${root}/${rule}/${file}`, 'utf8');
                const { Dockerfile: text = '', ...tree } = file.endsWith('.txtar')
                    ? readArchive(content)
                    : { Dockerfile: content };
                return { rule, name: name.replaceAll('-', ' '), text, tree, wantFile: `${root}/${rule}/${name}.want` };
            }),
    );
}

/** `-- path --` lines, each followed by the file's text; what stands before the first one is a remark. */
export function readArchive(text: string): Record<string, string> {
    const [, ...parts] = text.split(/^-- (.+) --\n/m);
    const files: Record<string, string> = {};
    for (let at = 0; at < parts.length; at += 2) files[parts[at] ?? ''] = parts[at + 1] ?? '';
    return files;
}

/** Holds a text against its `.want` file, which `UPDATE=1` writes. */
export function checkWant(wantFile: string, text: string): void {
    if (process.env['UPDATE'] === '1') writeFileSync(wantFile, text);
    assert.equal(text, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
}
