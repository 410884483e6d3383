import type { LintConfig } from '../config';
import { aliasNames, ruleIds } from '../knownNames';
import type { LabelKind, RuleSettings, Severity } from '../rule';
import { configKeys, labelKinds, profiles, ruleStates, thresholds } from './keys';
import { readBoolean, readEntries, readOneOf, readTexts, refuse } from './values';
import type { ConfigEntry, ConfigProblem } from './yaml';

type Key = keyof typeof configKeys;

/** What a `.gopherdock.yaml` decides; keys that are absent or wrong stay undecided. */
export function readGopherdockConfig(entries: readonly ConfigEntry[], problems: ConfigProblem[]): Partial<LintConfig> {
    const byKey = new Map<Key, ConfigEntry>();
    for (const entry of entries) {
        if (isKey(entry.key)) byKey.set(entry.key, entry);
        else refuse({ range: entry.keyRange }, `\`${entry.key}\` is no key of this file`, problems);
    }
    const read = <T>(key: Key, reader: (entry: ConfigEntry, problems: ConfigProblem[]) => T): T | undefined => {
        const entry = byKey.get(key);
        return entry === undefined ? undefined : reader(entry, problems);
    };
    const profile = read('profile', (entry) => readOneOf(entry, profiles, problems));
    const failOn = read('fail-on', (entry) => readOneOf(entry, thresholds, problems));
    const severities = read('rules', readSeverities);
    const disablePragmas = read('disable-pragmas', readBoolean);
    const settings: RuleSettings = {
        trustedRegistries: read('trusted-registries', readTexts) ?? [],
        labelSchema: read('label-schema', readLabelSchema) ?? {},
        strictLabels: read('strict-labels', readBoolean) ?? false,
    };
    return {
        settings,
        ...(profile !== undefined && { profile }),
        ...(failOn !== undefined && { failOn }),
        ...(severities !== undefined && { severities }),
        ...(disablePragmas !== undefined && { disablePragmas }),
    };
}

function isKey(name: string): name is Key {
    return Object.hasOwn(configKeys, name);
}

/** Checks of other tools are taken as they come: we do not know all that there are. */
function readSeverities(entry: ConfigEntry, problems: ConfigProblem[]): Record<string, Severity | 'off'> {
    const severities: [string, Severity | 'off'][] = [];
    for (const rule of readEntries(entry, problems)) {
        if (/^[a-z0-9-]+$/.test(rule.key) && !ruleIds.has(rule.key) && !aliasNames.has(rule.key)) {
            refuse({ range: rule.keyRange }, `There is no rule \`${rule.key}\``, problems);
            continue;
        }
        const severity = readOneOf(rule, ruleStates, problems);
        if (severity !== undefined) severities.push([rule.key, severity]);
    }
    return Object.fromEntries(severities);
}

/** `''` means text, as in hadolint's. */
export function readLabelSchema(entry: ConfigEntry, problems: ConfigProblem[]): Record<string, LabelKind> {
    const labels: [string, LabelKind][] = [];
    for (const label of readEntries(entry, problems)) {
        const isText = label.value.isEmpty || label.value.text === '';
        const kind = isText ? 'text' : readOneOf(label, labelKinds, problems);
        if (kind !== undefined) labels.push([label.key, kind]);
    }
    return Object.fromEntries(labels);
}
