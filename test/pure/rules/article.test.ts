import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fixAll } from '../../../src/rules/fix';
import { checkWant, readArchive } from './cases';
import { describeFinding, judgeIn } from './judging';

const root = 'test/fixtures/article';

/** What a strict judge says, and what is left of the text when everything was repaired that a machine may. */
async function describe(text: string, tree: Readonly<Record<string, string>>): Promise<string> {
    const judge = await judgeIn(tree, { profile: 'strict' });
    const repaired = fixAll(text, judge).text;
    const parts = [
        judge(text).map(describeFinding),
        ['-- repaired --', repaired],
        judge(repaired).map(describeFinding),
    ];
    return `${parts.flat().join('\n')}\n`;
}

suite('Dockerfiles that newcomers copy', () => {
    for (const file of readdirSync(root).filter((name) => /\.(Dockerfile|txtar)$/.test(name)))
        test(file.replace(/\.\w+$/, '').replaceAll('-', ' '), async () => {
            const content = readFileSync(`${root}/${file}`, 'utf8');
            const { Dockerfile = '', ...tree } = file.endsWith('.txtar')
                ? readArchive(content)
                : { Dockerfile: content };
            checkWant(`${root}/${file.replace(/\.\w+$/, '.want')}`, await describe(Dockerfile, tree));
        });
});
