import type { LintConfig, LintProfile } from './config';
import { rules } from './index';
import { isMeant } from './names';
import { withLineEnding } from './lineEnding';
import type { Fault, Finding, Profile, Rule, Severity, Subject } from './rule';
import { readSuppressions, type Suppressions } from './suppressions';

export interface LintOptions {
    readonly profile: LintProfile;
    /** Ids or aliases: only these are judged, whatever their profile and whatever the configuration switches off. */
    readonly only?: readonly string[];
    readonly config: LintConfig;
    /** Told of a rule that threw, which is a fault of ours; the other rules are judged all the same. */
    readonly onRuleError?: (rule: string, error: unknown) => void;
}

/** All findings, in the order of the text. */
export function lint(subject: Subject, options: LintOptions): readonly Finding[] {
    return judge(subject, rules, options);
}

/** As `lint`, with rules of the caller's choice. */
export function judge(subject: Subject, judges: readonly Rule[], options: LintOptions): readonly Finding[] {
    const suppressions = readSuppressions(subject.dockerfile, !options.config.disablePragmas);
    const findings: Finding[] = [];
    for (const rule of judges) {
        if (!canReport(rule, options)) continue;
        try {
            for (const fault of rule.check(subject)) {
                const finding = settle(rule, fault, subject, suppressions, options);
                if (finding !== undefined) findings.push(finding);
            }
        } catch (error) {
            options.onRuleError?.(rule.id, error);
        }
    }
    return findings.sort(byPlace);
}

function canReport({ id, covers = [] }: Rule, { only }: LintOptions): boolean {
    return only === undefined || only.some((name) => isMeant(name, { rule: id, aliases: covers }));
}

/** The fault with severity and profile settled; `undefined` where it is not to be reported. */
function settle(
    rule: Rule,
    fault: Fault,
    { dockerfile }: Subject,
    suppressions: Suppressions,
    options: LintOptions,
): Finding | undefined {
    const { message, range, aliases = [], profile = rule.profile, fixes = [], related = [] } = fault;
    const named = { rule: rule.id, aliases, range };
    const severity = reportedSeverity(fault.severity ?? rule.severity, profile, named, options);
    if (severity === undefined || suppressions.silences(named)) return undefined;
    return {
        rule: rule.id,
        message,
        range,
        aliases,
        severity: suppressions.failsBuild(named) ? 'error' : severity,
        profile,
        fixes: fixes.map((fix) => withLineEnding(fix, dockerfile)),
        related,
    };
}

const ranks: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1, hint: 0 };

/** A check that the configuration gives a severity is reported whatever its profile. */
function reportedSeverity(
    own: Severity,
    profile: Profile,
    named: Parameters<typeof isMeant>[1],
    { only, profile: wanted, config }: LintOptions,
): Severity | undefined {
    const given = Object.entries(config.severities).filter(([name]) => isMeant(name, named));
    const severities = given.map(([, severity]) => severity).filter((severity) => severity !== 'off');
    const [severest] = severities.sort((a, b) => ranks[b] - ranks[a]);
    if (only !== undefined) return only.some((name) => isMeant(name, named)) ? (severest ?? own) : undefined;
    if (given.length > severities.length || config.ignored.some((name) => isMeant(name, named))) return undefined;
    return severest ?? (isIn(profile, wanted) ? own : undefined);
}

function isIn(profile: Profile, wanted: LintProfile): boolean {
    return wanted === 'all' || profile === 'recommended' || profile === wanted;
}

/** Whether a finding of this severity is at or above the threshold. */
export function reaches(severity: Severity, threshold: Severity | 'none'): boolean {
    return threshold !== 'none' && ranks[severity] >= ranks[threshold];
}

function byPlace(a: Finding, b: Finding): number {
    return (
        a.range.start.line - b.range.start.line ||
        a.range.start.character - b.range.start.character ||
        a.range.end.line - b.range.end.line ||
        a.range.end.character - b.range.end.character ||
        (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
    );
}
