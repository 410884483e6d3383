import { randomBytes } from 'node:crypto';

/** The page of a webview. Only the one script runs, no style or picture comes from elsewhere, and nothing is sent anywhere. */
export function pageHtml({
    title,
    language,
    script,
    style,
    source,
}: {
    readonly title: string;
    /** As VS Code's `env.language` names it. */
    readonly language: string;
    /** Addresses that the webview can load. */
    readonly script: string;
    readonly style: string;
    /** Where the webview's own resources come from. */
    readonly source: string;
}): string {
    const nonce = randomBytes(18).toString('base64');
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; base-uri 'none'; form-action 'none'`;
    return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${escape(style)}">
</head>
<body>
<script nonce="${nonce}" src="${escape(script)}" type="module"></script>
</body>
</html>
`;
}

function escape(text: string): string {
    return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
