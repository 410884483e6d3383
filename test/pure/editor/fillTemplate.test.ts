import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fillTemplate, type TemplateProblem } from '../../../src/editor/scaffold/templates/fillTemplate';

const values = {
    texts: { command: 'api', port: '8080', trap: '{{port}} $& $1' },
    lists: { commands: [{ command: 'api' }, { command: 'worker' }] },
};

/** Each template with what it becomes, or what is wrong with it. */
const cases: Readonly<Record<string, readonly [string, string | TemplateProblem]>> = {
    'a name becomes its text': ['FROM x AS {{command}}\nEXPOSE {{ port }}\n', 'FROM x AS api\nEXPOSE 8080\n'],
    'what is put in is not read again': ['{{trap}}', '{{port}} $& $1'],
    'a block is repeated, and the lines of its marks go': [
        'a\n{{#commands}}\nFROM x AS {{command}} # {{port}}\n{{/commands}}\nz\n',
        'a\nFROM x AS api # 8080\nFROM x AS worker # 8080\nz\n',
    ],
    'a block inside a line stays in it': ['[{{#commands}}{{command}} {{/commands}}]', '[api worker ]'],
    'a block may be all there is': ['{{#commands}}{{command}}{{/commands}}', 'apiworker'],
    "workflows keep what is GitHub's": [
        '${{ github.sha }} ${{command}} {{.Go}} {{ }}',
        '${{ github.sha }} ${{command}} {{.Go}} {{ }}',
    ],
    'an unknown name is told with its line': ['\n{{nonsense}}', { line: 1, kind: 'unknown', name: 'nonsense' }],
    'a name that every object has is unknown': ['{{toString}}', { line: 0, kind: 'unknown', name: 'toString' }],
    'an unknown block is told': ['{{#port}}', { line: 0, kind: 'unknown', name: 'port' }],
    'a block without an end is told': ['\n\n{{#commands}}', { line: 2, kind: 'unclosed', name: 'commands' }],
    'an end without a block is told': ['{{/commands}}', { line: 0, kind: 'unopened', name: 'commands' }],
    'a block in a block is told': ['{{#commands}}{{#commands}}', { line: 0, kind: 'nested', name: 'commands' }],
};

suite('templates of the user', () => {
    for (const [name, [template, want]] of Object.entries(cases))
        test(name, () => {
            const filled = fillTemplate(template, values);
            assert.deepEqual('text' in filled ? filled.text : filled.problem, want);
        });
});
