import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const labelKeyInvalid: Rule = {
    id: 'label-key-invalid',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'strict',
    summary: 'Label keys are in lower case, as Docker recommends',
    why: 'Keys of one spelling are found by tools that filter by them. The prefixes of Docker are its own.',
    examples: [
        {
            bad: 'FROM alpine:3.24 AS base\nLABEL Org.Example.Team=search\n',
            good: 'FROM alpine:3.24 AS base\nLABEL org.example.team=search\n',
        },
    ],
    covers: ['hadolint:DL3048'],

    *check({ dockerfile }) {
        for (const { keyword, pairs } of dockerfile.instructions) {
            if (keyword !== 'LABEL') continue;
            for (const { key } of pairs)
                if (isInvalid(key.value))
                    yield {
                        message: reasonOf(key.value),
                        range: rangeOf(dockerfile, key),
                        aliases: ['hadolint:DL3048'],
                        fixes: fixesOf(dockerfile, key),
                    };
        }
    },
};

const reserved = /^(com\.docker\.|io\.docker\.|org\.dockerproject\.)/;

function isInvalid(key: string): boolean {
    return !/^[a-z]([0-9a-z._/-]*[a-z0-9])?$/.test(key) || reserved.test(key) || /\.\.|--/.test(key);
}

function reasonOf(key: string): string {
    const prefix = reserved.exec(key)?.[0];
    if (prefix !== undefined) return `Keys that begin with \`${prefix}\` are Docker’s own`;
    return `\`${key}\` is no key of lower-case letters, digits and single \`.\`, \`-\`, \`_\` and \`/\` between them`;
}

function fixesOf(dockerfile: Dockerfile, { raw, start, end }: Word): Fix[] {
    const lower = raw.toLowerCase();
    if (isInvalid(lower) || lower.includes('$')) return [];
    const edits = [replaceSpan(dockerfile, { start, end }, lower)];
    return [{ title: `Write \`${lower}\``, preferred: false, edits }];
}
