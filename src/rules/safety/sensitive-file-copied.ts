import { rangeOf } from '../../dockerfile/positions';
import { finalStage } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { removeInstruction, removeItem } from '../edits';
import { finalLineage } from '../finalLineage';
import { copiedPaths, copyTarget, instructionsOf } from '../instructions';
import { isTrigger } from '../onbuild';
import type { FileEdit, Fix, Rule, Subject } from '../rule';
import { sensitiveKind } from '../sensitiveFiles';

export const sensitiveFileCopied: Rule = {
    id: 'sensitive-file-copied',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Keys, passwords and `.env` files are not copied into an image',
    why: 'Everybody who can pull the image can read them, also when a later step removes them. A build takes them by a secret mount, a running program from its environment.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY app .env /app/\n',
            good: 'FROM alpine:3.24\nCOPY app /app/\n',
        },
    ],
    covers: ['trivy:DS-0031'],

    *check(subject) {
        const { dockerfile } = subject;
        const final = finalStage(dockerfile);
        const shipped = finalLineage(dockerfile);
        for (const copy of instructionsOf(dockerfile, 'COPY', 'ADD')) {
            const isFromStage = copy.flags.some(({ name }) => name === 'from');
            const isReported = copy.stage === final?.index && isReportedByTrivy(dockerfile, copy);
            // what only a builder holds is not shipped, but stays in its cache
            const isShipped = shipped.has(copy.stage);
            const paths = copiedPaths(copy);
            let isTold = false;
            for (const [at, path] of paths.entries()) {
                const kind = copy.heredocs.length > 0 ? undefined : sensitiveKind(path.value);
                if (kind === undefined) continue;
                const edits = removeSource(dockerfile, copy, paths, at);
                yield {
                    message: `\`${path.value}\` is ${kind.kind}`,
                    range: rangeOf(dockerfile, path),
                    aliases: isReported && !isTold ? ['trivy:DS-0031'] : [],
                    profile: isShipped && kind.isMaybe !== true ? 'recommended' : 'strict',
                    fixes: edits.length === 0 ? [] : [{ title: 'Copy it no more', preferred: false, edits }],
                };
                isTold = true;
            }
            if (isReported && !isTold)
                yield {
                    message: 'What is copied here is a file of credentials by the name of its variable',
                    range: rangeOf(dockerfile, copy.body),
                    aliases: ['trivy:DS-0031'],
                    profile: 'off',
                };
            if (!isFromStage && !isTold) yield* judgeFolders(subject, copy, isShipped);
        }
    },
};

/** A folder that is copied whole, with what the build context has in it. */
function* judgeFolders(subject: Subject, copy: Instruction, isShipped: boolean): ReturnType<Rule['check']> {
    const { dockerfile, context } = subject;
    if (context === undefined || copy.heredocs.length > 0) return;
    const sensitive = sensitivePaths(context);
    for (const path of copiedPaths(copy)) {
        const folder = path.value.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '');
        const found = sensitive.filter((file) => folder === '' || file.startsWith(`${folder}/`));
        const [first] = found;
        if (first === undefined) continue;
        yield {
            message: `\`${path.value}\` copies \`${first}\`, ${sensitiveKind(first)?.kind ?? ''}${found.length > 1 ? `, and ${found.length - 1} more` : ''}`,
            range: rangeOf(dockerfile, path),
            // what lies deep in a tree may be somebody's example
            profile: isShipped && found.some((file) => isNear(file, folder)) ? 'recommended' : 'strict',
            fixes: [ignoreFix(context, found)],
        };
    }
}

function isNear(file: string, folder: string): boolean {
    return !file.slice(folder === '' ? 0 : folder.length + 1).includes('/');
}

const cache = new WeakMap<NonNullable<Subject['context']>, readonly string[]>();

function sensitivePaths(context: NonNullable<Subject['context']>): readonly string[] {
    const found =
        cache.get(context) ??
        context.paths.filter((path) => sensitiveKind(path)?.isMaybe === undefined && sensitiveKind(path) !== undefined);
    cache.set(context, found);
    return found;
}

function ignoreFix({ ignoreFile }: NonNullable<Subject['context']>, found: readonly string[]): Fix {
    const file = ignoreFile ?? '.dockerignore';
    const start = { line: 0, character: 0 };
    const edit: FileEdit = { file, range: { start, end: start }, newText: found.map((path) => `${path}\n`).join('') };
    return { title: `Leave ${found.length === 1 ? 'it' : 'them'} out by \`${file}\``, preferred: false, edits: [edit] };
}

/** A COPY of one file to the name of a variable that tells where credentials are. */
function isReportedByTrivy(dockerfile: Dockerfile, copy: Instruction): boolean {
    if (copy.keyword !== 'COPY' || isTrigger(dockerfile, copy) || copiedPaths(copy).length !== 1) return false;
    return /^\$?(?:AWS_CONFIG_FILE|HF_TOKEN_PATH|GOOGLE_APPLICATION_CREDENTIALS)$/.test(copyTarget(copy) ?? '');
}

function removeSource(
    dockerfile: Dockerfile,
    copy: Instruction,
    paths: ReturnType<typeof copiedPaths>,
    at: number,
): FileEdit[] {
    if (paths.length > 1)
        return removeItem(dockerfile, copy, copy.json?.valid === true ? copy.json.items : copy.words, at);
    return isTrigger(dockerfile, copy) ? [] : [removeInstruction(dockerfile, copy)];
}
