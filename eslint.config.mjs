import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { rings } from './rings.mjs';

const folders = { ...rings.pure, ...rings.node, ...rings.editor };

/** The import ban of one folder: everything of ours that its row does not name, and what its ring may not touch. */
function layer(folder, allowed, ring) {
    const banned = Object.keys(folders).filter((other) => other !== folder && !allowed.includes(other));
    const patterns = [
        {
            regex: `^(\\.\\./)+(${banned.join('|')})(/|$)`,
            message: `\`${folder}\` may not import this folder: see rings.mjs`,
        },
    ];
    if (ring !== 'editor')
        patterns.push({ regex: '^vscode$', message: 'only src/editor and extension.ts know VS Code' });
    if (ring === 'pure') patterns.push({ regex: '^node:', message: 'the pure ring touches no disk, clock or process' });
    return {
        files: [`src/${folder}/**/*.ts`, `src/${folder}.ts`],
        rules: {
            'no-restricted-imports': ['error', { patterns }],
            ...(ring === 'pure' && {
                'no-restricted-globals': [
                    'error',
                    'process',
                    'Buffer',
                    'setTimeout',
                    'setInterval',
                    'fetch',
                    'console',
                ],
                'no-restricted-properties': ['error', { object: 'Date', property: 'now' }],
                'no-restricted-syntax': [
                    'error',
                    {
                        selector: 'ImportExpression',
                        message: 'the pure ring imports statically, so that its layers show',
                    },
                    {
                        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
                        message: 'the pure ring has no clock',
                    },
                ],
            }),
        },
    };
}

export default tseslint.config(
    { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', 'test/projects/'] },
    js.configs.recommended,
    {
        files: ['**/*.ts'],
        extends: [tseslint.configs.strictTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
            '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
            '@typescript-eslint/consistent-type-imports': 'error',
            'no-console': 'error',
        },
    },
    {
        files: ['test/**/*.test.ts'],
        rules: {
            // node:test's `test` gives a promise that the runner itself awaits
            '@typescript-eslint/no-floating-promises': [
                'error',
                {
                    allowForKnownSafeCalls: [
                        { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
                    ],
                },
            ],
        },
    },
    {
        files: ['**/*.mjs'],
        languageOptions: {
            globals: Object.fromEntries(
                [
                    'process',
                    'console',
                    'Buffer',
                    'setTimeout',
                    'clearTimeout',
                    'setInterval',
                    'clearInterval',
                    'URL',
                    'URLSearchParams',
                    'fetch',
                    'AbortController',
                    'AbortSignal',
                    'performance',
                    'document',
                    'window',
                ].map((name) => [name, 'readonly']),
            ),
        },
    },
    ...Object.entries(rings).flatMap(([ring, rows]) =>
        Object.entries(rows).map(([folder, allowed]) => layer(folder, allowed, ring)),
    ),
    {
        // what runs in a page: a browser, where neither VS Code nor Node is
        files: ['src/editor/webview/browser/**/*.ts', 'src/editor/webview/form/*.ts', 'src/editor/webview/shape.ts'],
        rules: {
            'no-restricted-imports': [
                'error',
                {
                    patterns: [
                        {
                            regex: '^(vscode$|node:|(\\.\\./){2,}(?!\\.\\./|shape$|form/)|(\\.\\./)+page(s|Html)$)',
                            message: 'a page imports its own files and what it shares with the extension',
                        },
                    ],
                },
            ],
        },
    },
    {
        files: ['src/extension.ts'],
        rules: {
            'no-restricted-imports': [
                'error',
                {
                    patterns: [
                        {
                            regex: '^\\./(?!editor/|engine/|contributions/)',
                            message: 'extension.ts wires editor, engine and contributions',
                        },
                    ],
                },
            ],
        },
    },
);
