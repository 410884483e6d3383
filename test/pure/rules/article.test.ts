import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fixAll } from '../../../src/rules/fix';
import { checkWant, readArchive } from './cases';
import { describeFinding, judgeIn, takeEveryOffer } from './judging';

const root = 'test/fixtures/article';

/** What a strict judge says, of what a machine makes of it, and of what a person makes of it who takes every offer. */
async function describe(text: string, tree: Readonly<Record<string, string>>): Promise<string> {
    const judge = await judgeIn(tree, { profile: 'strict' });
    const repaired = fixAll(text, judge).text;
    const offered = await takeEveryOffer(text, tree, { profile: 'strict' });
    const judgeOffered = await judgeIn(offered.tree, { profile: 'strict' });
    const parts = [
        judge(text).map(describeFinding),
        ['-- repaired --', repaired],
        judge(repaired).map(describeFinding),
        ['-- every offer taken --', offered.text],
        judgeOffered(offered.text).map(describeFinding),
    ];
    return `${parts.flat().join('\n')}\n`;
}

function readArticle(file: string): { text: string; tree: Readonly<Record<string, string>> } {
    const content = readFileSync(`${root}/${file}`, 'utf8');
    const { Dockerfile = '', ...tree } = file.endsWith('.txtar') ? readArchive(content) : { Dockerfile: content };
    return { text: Dockerfile, tree };
}

suite('Dockerfiles that newcomers copy', () => {
    for (const file of readdirSync(root).filter((name) => /\.(Dockerfile|txtar)$/.test(name)))
        test(file.replace(/\.\w+$/, '').replaceAll('-', ' '), async () => {
            const { text, tree } = readArticle(file);
            checkWant(`${root}/${file.replace(/\.\w+$/, '.want')}`, await describe(text, tree));
        });
});

/** What is wrong in them, and the rule that says so. */
const faults: readonly (readonly [fault: string, file: string, rule: string])[] = [
    [
        'a program that is linked with glibc on a base without it',
        'a-static-base-without-libc',
        'cgo-binary-on-static-base',
    ],
    ['a program that is linked with glibc on musl', 'c-glibc-on-musl', 'cgo-binary-on-other-libc'],
    ['a program that is linked with glibc on musl', 'd-in-the-home-of-root', 'cgo-binary-on-other-libc'],
    ['a Go release that gets no fixes any more', 'a-static-base-without-libc', 'go-release-out-of-support'],
    ['a base image that gets no fixes any more', 'b-built-without-cgo', 'base-image-out-of-support'],
    ['a program where only root can start it', 'a-static-base-without-libc', 'program-in-home-of-root'],
    ['a program where only root can start it', 'd-in-the-home-of-root', 'program-in-home-of-root'],
    ['a program that runs as root', 'a-static-base-without-libc', 'final-user-root'],
    ['a program that runs as root', 'b-built-without-cgo', 'final-user-root'],
    ['a program that runs as root', 'c-glibc-on-musl', 'final-user-root'],
    ['`as` beside `FROM`', 'a-static-base-without-libc', 'from-as-casing'],
    ['sources before modules', 'b-built-without-cgo', 'copy-before-mod-download'],
    ['no cache between builds', 'c-glibc-on-musl', 'build-cache-mount-missing'],
    ['no ignore file', 'c-glibc-on-musl', 'ignore-file-missing'],
    ['a base image that is another one tomorrow', 'a-static-base-without-libc', 'base-image-latest'],
    ['a base image that is another one tomorrow', 'c-glibc-on-musl', 'base-image-latest'],
    ['packages that nobody asked for', 'e-packages-in-one-layer', 'apt-no-install-recommends'],
];

suite('what is wrong in them is told', () => {
    for (const [fault, file, rule] of faults)
        test(`${fault}, in ${file.replaceAll('-', ' ')}`, async () => {
            const { text, tree } = readArticle(
                existsSync(`${root}/${file}-of-a-project.txtar`) ? `${file}-of-a-project.txtar` : `${file}.Dockerfile`,
            );
            const findings = (await judgeIn(tree, { profile: 'strict' }))(text);
            assert.ok(
                findings.some((finding) => finding.rule === rule),
                findings.map(describeFinding).join('\n'),
            );
            const offered = await takeEveryOffer(text, tree, { profile: 'strict' });
            assert.deepEqual((await judgeIn(offered.tree, { profile: 'strict' }))(offered.text), []);
        });
});
