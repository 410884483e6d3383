import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { checkWant } from './cases';
import { describeFinding, judgeIn } from './judging';

const root = 'test/fixtures/lint/suppressions';

suite('what comments silence', () => {
    for (const file of readdirSync(root).filter((name) => name.endsWith('.Dockerfile')))
        test(file.replace('.Dockerfile', '').replaceAll('-', ' '), async () => {
            const judge = await judgeIn({}, { profile: 'strict' });
            const findings = judge(readFileSync(`${root}/${file}`, 'utf8')).map(describeFinding);
            checkWant(`${root}/${file.replace('.Dockerfile', '.want')}`, `${findings.join('\n') || 'nothing'}\n`);
        });
});
