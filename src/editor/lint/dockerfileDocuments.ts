import type * as vscode from 'vscode';

/** For providers: `isDockerfile` has the last word. */
export const dockerfileSelector: vscode.DocumentSelector = [
    { language: 'dockerfile' },
    { language: 'plaintext', pattern: '**/{[Dd]ockerfile*,[Cc]ontainerfile*,*.dockerfile,*.containerfile}' },
];

const name = /^(?:dockerfile|containerfile)(?:\..+)?$|\.(?:dockerfile|containerfile)$/i;

/** Views of other times and other tools: the left side of a diff, a commit, an output channel. */
const foreignSchemes = new Set([
    'git',
    'gitfs',
    'gitlens',
    'output',
    'vscode-local-history',
    'vscode-scm',
    'pr',
    'review',
]);

interface NamedDocument {
    readonly languageId: string;
    readonly uri: Pick<vscode.Uri, 'scheme' | 'path'>;
}

/** What is judged and served: by language, or by name where no other language claims the document. */
export function isDockerfile({ languageId, uri }: NamedDocument): boolean {
    if (foreignSchemes.has(uri.scheme) || uri.scheme.startsWith('gopherdock')) return false;
    const base = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    if (/\.dockerignore$/i.test(base)) return false;
    return languageId === 'dockerfile' || (languageId === 'plaintext' && name.test(base));
}
