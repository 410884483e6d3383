import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { folderOf, readArchive, readFolder, runIn } from './cases';

const fixtures = 'test/fixtures/cli';

/**
 * A case is a file: a line `$ arguments`, then the files that the command finds, each behind a line `-- name --`; one named `<stdin>` is its standard
 * input. The `.want` file beside it says what comes of it.
 */
suite('the contract of the command line', () => {
    for (const file of readdirSync(fixtures).filter((name) => name.endsWith('.txt')))
        test(file.replace('.txt', '').replaceAll('-', ' '), async (t) => {
            const { head, files } = readArchive(readFileSync(`${fixtures}/${file}`, 'utf8'));
            const { '<stdin>': input = '', ...found } = files;
            const folder = folderOf(t, found);
            const commands = head.split('\n').filter((line) => line.startsWith('$ '));
            assert.notDeepEqual(commands, []);
            let described = '';
            for (const command of commands) {
                const args = command
                    .slice(2)
                    .split(' ')
                    .filter((word) => word !== '');
                const { exitCode, output, errors } = await runIn(folder, args, { input });
                described += `${command}\n${output}${errors === '' ? '' : `! ${errors}`}exit code ${exitCode}\n`;
            }
            for (const [name, text] of Object.entries(readFolder(folder)))
                if (found[name] !== text) described += `-- ${name} --\n${text}`;
            const wantFile = `${fixtures}/${file.replace('.txt', '.want')}`;
            if (process.env['UPDATE'] === '1') writeFileSync(wantFile, described);
            assert.equal(described, existsSync(wantFile) ? readFileSync(wantFile, 'utf8') : undefined);
        });
});
