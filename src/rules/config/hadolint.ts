import type { LintConfig } from '../config';
import type { Severity } from '../rule';
import { readLabelSchema } from './gopherdock';
import { readBoolean, readEntries, readOneOf, readTexts, refuse } from './values';
import type { ConfigEntry, ConfigProblem } from './yaml';

/** By which a file with a name of its own is known to be hadolint's. */
export const hadolintKeys: ReadonlySet<string> = new Set([
    'ignored',
    'override',
    'trustedRegistries',
    'failure-threshold',
    'disable-ignore-pragma',
    'no-fail',
]);

const thresholds = {
    error: 'error',
    warning: 'warning',
    info: 'info',
    style: 'hint',
    ignore: 'none',
    none: 'none',
} as const satisfies Readonly<Record<string, Severity | 'none'>>;
type Threshold = keyof typeof thresholds;

/** Most severe first: a code that is listed twice keeps the first. */
const overrides = ['error', 'warning', 'info', 'style'] as const;

/**
 * What a hadolint configuration decides, after https://github.com/hadolint/hadolint#configure. Unknown keys and those
 * about its output are passed over, as it does itself.
 */
export function readHadolintConfig(entries: readonly ConfigEntry[], problems: ConfigProblem[]): Partial<LintConfig> {
    const find = (key: string): ConfigEntry | undefined => entries.findLast((entry) => entry.key === key);
    const read = <T>(key: string, reader: (entry: ConfigEntry, problems: ConfigProblem[]) => T): T | undefined => {
        const entry = find(key);
        return entry === undefined || entry.value.isEmpty ? undefined : reader(entry, problems);
    };
    const threshold = read('failure-threshold', (entry) =>
        readOneOf(entry, Object.keys(thresholds) as Threshold[], problems),
    );
    const failOn = read('no-fail', readBoolean) === true ? 'none' : threshold && thresholds[threshold];
    return {
        ...(failOn !== undefined && { failOn }),
        ignored: qualify(read('ignored', readTexts) ?? []),
        severities: read('override', readOverrides) ?? {},
        disablePragmas: read('disable-ignore-pragma', readBoolean) ?? false,
        settings: {
            trustedRegistries: read('trustedRegistries', readTexts) ?? [],
            labelSchema: read('label-schema', readLabelSchema) ?? {},
            strictLabels: read('strict-labels', readBoolean) ?? false,
        },
    };
}

function qualify(codes: readonly string[]): string[] {
    return codes.map((code) => `hadolint:${code}`);
}

function readOverrides(entry: ConfigEntry, problems: ConfigProblem[]): Record<string, Severity> {
    const severities: Record<string, Severity> = {};
    const given = readEntries(entry, problems);
    for (const { key, keyRange } of given)
        if (!overrides.some((name) => name === key))
            refuse({ range: keyRange }, `\`${key}\` is no severity of hadolint`, problems);
    for (const name of overrides)
        for (const list of given.filter(({ key }) => key === name))
            for (const code of qualify(readTexts(list, problems)))
                severities[code] ??= name === 'style' ? 'hint' : name;
    return severities;
}
