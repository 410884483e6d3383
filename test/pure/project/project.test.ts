import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { readProject } from '../../../src/project/reader';
import { memoryFiles } from '../memoryFiles';
import { readArchive } from './archive';
import { describe } from './describe';

const folder = 'test/fixtures/projects';

suite('what is read of a project', () => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.project'))) {
        const name = file.replace('.project', '');
        test(name.replaceAll('-', ' '), async () => {
            const project = await readProject(memoryFiles(readArchive(readFileSync(`${folder}/${file}`, 'utf8'))));
            const wantFile = `${folder}/${name}.want`;
            if (process.env['UPDATE'] === '1') writeFileSync(wantFile, describe(project));
            assert.equal(describe(project), existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : '');
        });
    }
});
