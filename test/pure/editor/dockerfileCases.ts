import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Position } from 'vscode-languageserver-types';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { positionAt } from '../../../src/dockerfile/positions';

const root = 'test/fixtures/editor';

/** Where the cursor stands in a case. */
const cursor = '‸';

export interface CursorCase {
    readonly text: string;
    readonly offset: number;
    readonly position: Position;
}

/** Holds what `describe` says of each case against its `.want` file, which `UPDATE=1` writes. A file's name is a sentence. */
export function checkCursorCases(folder: string, describe: (at: CursorCase) => string | Promise<string>): void {
    for (const file of readdirSync(`${root}/${folder}`).filter((name) => name.endsWith('.Dockerfile')))
        void test(file.replace('.Dockerfile', '').replaceAll('-', ' '), async () => {
            const written = readFileSync(`${root}/${folder}/${file}`, 'utf8');
            const wantFile = `${root}/${folder}/${file.replace('.Dockerfile', '.want')}`;
            const described = await describe(cursorCase(written));
            if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
            assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
        });
}

/** Without a cursor the end of the text is meant. */
export function cursorCase(written: string): CursorCase {
    const found = written.indexOf(cursor);
    const text = written.replace(cursor, '');
    const offset = found === -1 ? text.length : found;
    return { text, offset, position: positionAt(parseDockerfile(text), offset) };
}
