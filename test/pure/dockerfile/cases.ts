import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

const root = 'test/fixtures/dockerfile';

export interface Case {
    /** The file's name, which is a sentence. */
    readonly name: string;
    readonly text: string;
}

export function casesIn(folder: string): Case[] {
    return readdirSync(`${root}/${folder}`)
        .filter((name) => name.endsWith('.Dockerfile'))
        .map((name) => ({
            name: name.replace('.Dockerfile', ''),
            text: readFileSync(`${root}/${folder}/${name}`, 'utf8'),
        }));
}

export function allCases(): Case[] {
    return ['syntax', 'faults', 'shell', 'meaning'].flatMap(casesIn);
}

/** Holds what `describe` says of each case against its `.want` file, which `UPDATE=1` writes. */
export function checkCases(folder: string, describe: (text: string) => string): void {
    for (const { name, text } of casesIn(folder))
        void test(name.replaceAll('-', ' '), () => {
            const wantFile = `${root}/${folder}/${name}.want`;
            const described = describe(text);
            if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
            const want = existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '';
            assert.equal(described, want);
        });
}
