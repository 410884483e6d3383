import { cleanPath } from '../../dockerfile/ignorePattern';
import { rangeOf } from '../../dockerfile/positions';
import type { Instruction } from '../../dockerfile/syntax';
import { resolve } from '../../dockerfile/variables';
import { copiedPaths } from '../instructions';
import { keepFixes } from '../ignoreFile';
import type { Alias, Rule } from '../rule';

export const copyIgnoredFile: Rule = {
    id: 'copy-ignored-file',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'What is copied is part of the build context',
    why: 'A builder does not get what `.dockerignore` names, so that copying it fails as if it were not there.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY config.yaml /etc/app/\n',
            good: 'FROM alpine:3.24\nCOPY app.yaml /etc/app/\n',
            files: { '.dockerignore': 'config.yaml\n', 'config.yaml': '', 'app.yaml': '' },
        },
    ],
    covers: ['buildkit:CopyIgnoredFile'],

    *check({ dockerfile, context, path = '' }) {
        if (context === undefined) return;
        const ignoreFile = context.ignoreFile ?? '.dockerignore';
        for (const instruction of dockerfile.instructions) {
            if (!copiesFromContext(instruction)) continue;
            for (const source of copiedPaths(instruction)) {
                if (/^<<|^[a-z][a-z+]*:\/\/|^git@|\.git(#.*)?$/.test(source.value)) continue;
                const { value, isComplete } = resolve(dockerfile, { raw: source.value }, instruction);
                // a pattern takes what is left
                if (!isComplete || /[*?[]/.test(value) || !context.ignores(value)) continue;
                const isWhole = cleanPath(value) === '.';
                const isSeen = !context.hasExceptions && (isWhole || !value.startsWith('/'));
                const aliases: Alias[] = isSeen ? ['buildkit:CopyIgnoredFile'] : [];
                yield {
                    message: isWhole
                        ? `\`${ignoreFile}\` takes everything out of the build context`
                        : `\`${value}\` is taken out of the build context by \`${ignoreFile}\``,
                    range: rangeOf(dockerfile, source),
                    aliases,
                    fixes: isWhole ? [] : keepFixes(context, value),
                    // it builds in a folder of its own, with nothing but the programs
                    ...(/goreleaser/i.test(path) && { profile: 'off' }),
                };
            }
        }
    },
};

function copiesFromContext({ keyword, flags }: Instruction): boolean {
    return keyword === 'ADD' || (keyword === 'COPY' && !flags.some(({ name }) => name === 'from'));
}
