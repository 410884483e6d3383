import type { LintConfig, LintProfile } from './config';
import { rules } from './index';
import { isMeantByAny, namesOf, type Named } from './names';
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
    const decide = createDecision(options);
    const mayReport = createRuleChoice(options);
    const findings: Finding[] = [];
    for (const rule of judges) {
        if (!mayReport(rule)) continue;
        try {
            for (const fault of rule.check(subject)) {
                const finding = settle(rule, fault, subject, suppressions, decide);
                if (finding !== undefined) findings.push(finding);
            }
        } catch (error) {
            options.onRuleError?.(rule.id, error);
        }
    }
    return findings.sort(byPlace);
}

/** The fault with severity and profile settled; `undefined` where it is not to be reported. */
function settle(
    rule: Rule,
    fault: Fault,
    { dockerfile }: Subject,
    suppressions: Suppressions,
    decide: Decision,
): Finding | undefined {
    const { message, range, aliases = [], profile = rule.profile } = fault;
    const named = { rule: rule.id, aliases, range };
    const severity = decide(named, fault.severity ?? rule.severity, profile);
    if (severity === undefined || suppressions.silences(named)) return undefined;
    // a rule may work these out only when they are asked for
    const { fixes = [], related = [] } = fault;
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

/** The severity that a fault is reported with, if it is. */
type Decision = (named: Named, own: Severity, profile: Profile) => Severity | undefined;

/** A check that the configuration gives a severity is reported whatever its profile. */
function createDecision({ only, profile: wanted, config }: LintOptions): Decision {
    const asked = only && new Set(only);
    const ignored = new Set(config.ignored);
    const severities = new Map(Object.entries(config.severities));
    if (asked === undefined && ignored.size === 0 && severities.size === 0)
        return (_, own, profile) => (isIn(profile, wanted) ? own : undefined);
    return (named, own, profile) => {
        const given = namesOf(named).flatMap((name) => severities.get(name) ?? []);
        const [severest] = given.filter((severity) => severity !== 'off').sort((a, b) => ranks[b] - ranks[a]);
        if (asked !== undefined) return isMeantByAny(asked, named) ? (severest ?? own) : undefined;
        if (given.includes('off') || isMeantByAny(ignored, named)) return undefined;
        return severest ?? (isIn(profile, wanted) ? own : undefined);
    };
}

/** Whether anything that a rule finds can be reported; a rule that cannot is not run. */
function createRuleChoice({ only, profile: wanted, config }: LintOptions): (rule: Rule) => boolean {
    const asked = only && new Set(only);
    const given = new Set(Object.keys(config.severities));
    return (rule) => {
        const named = { rule: rule.id, aliases: rule.covers ?? [] };
        if (asked !== undefined) return isMeantByAny(asked, named);
        return isIn(rule.firstProfile ?? rule.profile, wanted) || isMeantByAny(given, named);
    };
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
