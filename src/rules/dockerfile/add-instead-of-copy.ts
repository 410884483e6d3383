import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import { copiedPaths, instructionsOf } from '../instructions';
import { isTrigger } from '../onbuild';
import type { Alias, Fix, Rule } from '../rule';

export const addInsteadOfCopy: Rule = {
    id: 'add-instead-of-copy',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Local files are copied with `COPY`',
    why: '`ADD` unpacks archives and fetches URLs by the look of a name. `COPY` does what it says.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nADD config.yaml /etc/app/\n',
            good: 'FROM alpine:3.24\nCOPY config.yaml /etc/app/\n',
        },
    ],
    covers: ['hadolint:DL3020', 'trivy:DS-0005'],

    *check({ dockerfile }) {
        for (const add of instructionsOf(dockerfile, 'ADD')) {
            const sources = copiedPaths(add).map(({ value }) => value);
            const aliases = isTrigger(dockerfile, add) ? [] : aliasesOf(dockerfile, add, sources);
            const isLocal = sources.every(isLocalFile) && add.heredocs.length === 0;
            if (sources.length === 0 || (aliases.length === 0 && !isLocal)) continue;
            yield {
                message: '`ADD` copies nothing but local files',
                range: rangeOf(dockerfile, add.keywordSpan),
                aliases,
                profile: isLocal ? 'recommended' : 'off',
                fixes: isLocal ? fixesOf(dockerfile, add) : [],
            };
        }
    },
};

const archive = /\.(tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz)$/;
/** What a builder unpacks though hadolint does not know it. */
const unpacked = /\.(zst|tzst)$/;

function isLocalFile(source: string): boolean {
    return !archive.test(source) && !unpacked.test(source) && !/[$*]|:\/\/|^git@|\.git(#|$)/.test(source);
}

function aliasesOf(dockerfile: Dockerfile, add: Instruction, sources: readonly string[]): Alias[] {
    const text = dockerfile.text.slice(add.body.start, add.body.end);
    const isFlagged = sources.some((source) => !archive.test(source) && !/^https?:\/\//.test(source));
    return [
        ...(isFlagged ? (['hadolint:DL3020'] as const) : []),
        ...(/\.tar|https?:\/\/|git@/.test(text) || isExempt(dockerfile, add) ? [] : (['trivy:DS-0005'] as const)),
    ];
}

/** Behind ONBUILD trivy does not look; a line that a builder itself once wrote is let pass. */
function isExempt(dockerfile: Dockerfile, add: Instruction): boolean {
    const [first, second, third, fourth] = add.words;
    const isWritten = /^(?:file|multi|dir):/.test(first?.raw ?? '') && second !== undefined;
    return (
        isTrigger(dockerfile, add) ||
        (isWritten && (third === undefined || (second.raw === 'in' && fourth === undefined)))
    );
}

/** Flags that COPY does not know have a purpose. */
function fixesOf(dockerfile: Dockerfile, { keywordSpan, flags }: Instruction): Fix[] {
    if (flags.some(({ name }) => !['chown', 'chmod', 'link', 'exclude'].includes(name))) return [];
    const isLower = dockerfile.text.startsWith('add', keywordSpan.start);
    const edits = [replaceSpan(dockerfile, keywordSpan, isLower ? 'copy' : 'COPY')];
    return [{ title: 'Use `COPY`', preferred: true, edits }];
}
