import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { resolve } from '../../dockerfile/variables';
import { insertAt } from '../edits';
import { copiedPaths } from '../instructions';
import type { Fix, Rule } from '../rule';

export const copyTargetNotFolder: Rule = {
    id: 'copy-target-not-folder',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Several files are copied into a folder',
    why: 'With more than one source the target is a folder and has to end with `/`: the build fails otherwise.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY a.yaml b.yaml /etc/app\n',
            good: 'FROM alpine:3.24\nCOPY a.yaml b.yaml /etc/app/\n',
        },
    ],
    covers: ['hadolint:DL3021', 'trivy:DS-0011'],

    *check({ dockerfile }) {
        for (const copy of dockerfile.instructions) {
            const { json, words } = copy;
            const target = (json?.valid === true ? json.items : words).at(-1);
            if (copy.keyword !== 'COPY' || target === undefined || copiedPaths(copy).length < 2) continue;
            const path = target.value.replace(/^(["'])(.*)\1$/, '$2');
            const isReported = isReportedByTrivy(copy);
            const isHadolints = !path.endsWith('/');
            if (!isHadolints && !isReported) continue;
            const { value, isComplete } = resolve(dockerfile, { raw: path }, copy);
            // a builder takes these for folders; of a variable it is not known
            const isFolder = /(^|\/)\.{0,2}$/.test(value) || !isHadolints;
            yield {
                message: isHadolints
                    ? `Several files are copied to \`${path}\`, which does not end with \`/\``
                    : `Several files are copied to \`${path}\`, whose end is a quote`,
                range: rangeOf(dockerfile, target),
                aliases: [
                    ...(isHadolints ? (['hadolint:DL3021'] as const) : []),
                    ...(isReported ? (['trivy:DS-0011'] as const) : []),
                ],
                profile: isFolder || !isComplete ? 'off' : 'recommended',
                fixes: isHadolints ? fixesOf(dockerfile, copy) : [],
            };
        }
    },
};

/** Quotes count for it, and a line that a builder itself once wrote is let pass. */
function isReportedByTrivy({ json, words }: Instruction): boolean {
    const args = json?.valid === true ? json.items.map(({ value }) => value) : words.map(({ raw }) => raw);
    const isWritten = args.length === 3 && /^(?:file|multi):/.test(args[0] ?? '') && args[1] === 'in';
    return args.length > 2 && args.at(-1)?.endsWith('/') === false && !isWritten;
}

function fixesOf(dockerfile: Dockerfile, { json, words, body }: Instruction): Fix[] {
    const quoted = json?.valid === true ? json.items.at(-1) : undefined;
    const end = quoted === undefined ? words.at(-1)?.end : quoted.end - 1;
    const isQuoted = quoted === undefined && /["']$/.test(dockerfile.text.slice(body.start, body.end));
    if (end === undefined || isQuoted) return [];
    return [{ title: 'End the target with `/`', preferred: true, edits: [insertAt(dockerfile, end, '/')] }];
}
