import type { LabelKind, Severity } from '../rule';

/** The keys of a `.gopherdock.yaml`: what its reader, its schema and its documentation are made of. */
export interface ConfigKey {
    /** What it does, in one sentence without a full stop. */
    readonly summary: string;
    readonly value:
        | { readonly kind: 'boolean' }
        | { readonly kind: 'texts' }
        | { readonly kind: 'oneOf'; readonly values: readonly string[] }
        /** Names to one of the values; `of` says what the names are. */
        | { readonly kind: 'map'; readonly of: 'rules' | 'labels'; readonly values: readonly string[] };
}

const severities = ['error', 'warning', 'info', 'hint'] as const satisfies readonly Severity[];
export const labelKinds = [
    'text',
    'url',
    'semver',
    'hash',
    'rfc3339',
    'spdx',
    'email',
] as const satisfies readonly LabelKind[];
export const profiles = ['recommended', 'strict', 'all'] as const;
export const thresholds = [...severities, 'none'] as const;
export const ruleStates = [...severities, 'off'] as const;

export const configKeys = {
    profile: {
        summary: 'Which rules run: those that are right nearly always, those of a strict team, or all',
        value: { kind: 'oneOf', values: profiles },
    },
    'fail-on': {
        summary: 'The least severity at which the command line fails',
        value: { kind: 'oneOf', values: thresholds },
    },
    rules: {
        summary: 'The severity of single rules, by id or by the name of another tool’s check; `off` switches one off',
        value: { kind: 'map', of: 'rules', values: ruleStates },
    },
    'trusted-registries': {
        summary: 'The registries that images may come from, such as `docker.io` or `*.example.com`; any when empty',
        value: { kind: 'texts' },
    },
    'label-schema': {
        summary: 'The labels that every image carries, and the kind of their values',
        value: { kind: 'map', of: 'labels', values: labelKinds },
    },
    'strict-labels': { summary: 'Whether labels outside the schema are reported', value: { kind: 'boolean' } },
    'disable-pragmas': {
        summary: 'Whether comments in a Dockerfile no longer silence findings',
        value: { kind: 'boolean' },
    },
} as const satisfies Readonly<Record<string, ConfigKey>>;
