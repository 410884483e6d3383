import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Span } from '../../dockerfile/syntax';
import { downloadsOf, isOnThisMachine, verifies } from '../downloads';
import { replaceSpan, textOf } from '../edits';
import { copiedPaths, instructionsOf } from '../instructions';
import type { Fault, Rule } from '../rule';

export const plainHttpDownload: Rule = {
    id: 'plain-http-download',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Downloads come by `https`, or are compared with a checksum',
    why: 'Anybody on the way can replace what comes by `http`, and the image runs it. Nearly every server answers by `https`, too.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUN wget -qO /etc/app.yaml http://config.example.com/app.yaml\n',
            good: 'FROM alpine:3.24\nRUN wget -qO /etc/app.yaml https://config.example.com/app.yaml\n',
        },
    ],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'RUN', 'ADD')) {
            if (instruction.keyword === 'ADD') {
                if (instruction.flags.some(({ name }) => name === 'checksum')) continue;
                for (const path of copiedPaths(instruction))
                    if (isPlain(path.value)) yield faultAt(dockerfile, path.value, path);
                continue;
            }
            const downloads = downloadsOf(dockerfile, instruction).filter(({ url }) => isPlain(url.value));
            if (downloads.length === 0 || verifies(dockerfile, instruction)) continue;
            for (const { url } of downloads) yield faultAt(dockerfile, url.value, url);
        }
    },
};

/** A name without dots is a machine of the own network, or of the build. */
function isPlain(url: string): boolean {
    const host = /^http:\/\/(?:[^/@]*@)?([\w.-]+)/i.exec(url)?.[1];
    const isPrivate =
        /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\./.test(host ?? '') || host?.endsWith('.local');
    return host?.includes('.') === true && isPrivate !== true && !isOnThisMachine(url);
}

function faultAt(dockerfile: Dockerfile, url: string, span: Span): Fault {
    const at = textOf(dockerfile, span).toLowerCase().indexOf('http://');
    const start = span.start + Math.max(at, 0);
    const scheme = { start, end: start + 'http'.length };
    return {
        message: `\`${shorten(url)}\` comes unprotected, and nothing checks what came`,
        range: rangeOf(dockerfile, span),
        fixes:
            at === -1
                ? []
                : [{ title: 'Use `https`', preferred: false, edits: [replaceSpan(dockerfile, scheme, 'https')] }],
    };
}

function shorten(url: string): string {
    return url.length > 60 ? `${url.slice(0, 59)}…` : url;
}
