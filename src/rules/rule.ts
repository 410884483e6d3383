import type { Range, TextEdit } from 'vscode-languageserver-types';
import type { BuildContext } from '../dockerfile/buildContext';
import type { Dockerfile } from '../dockerfile/syntax';
import type { Project } from '../project/project';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Each profile contains the one before: `recommended`, then `strict`; `off` runs only by name or under `all`. */
export type Profile = 'recommended' | 'strict' | 'off';

/** A check of another tool, such as `hadolint:DL3007` or `buildkit:StageNameCasing`. */
export type Alias =
    `${'hadolint' | 'buildkit' | 'trivy' | 'checkov' | 'kics' | 'dclint' | 'kube-linter' | 'kube-score' | 'pss'}:${string}`;

/** What is loaded before the rules run; a rule looks at values only. */
export interface Subject {
    readonly dockerfile: Dockerfile;
    /** Of the Dockerfile, relative to the root of the files, where it has one. */
    readonly path?: string;
    /** `undefined` outside a Go project, or when the caller asked to judge without it. */
    readonly project: Project | undefined;
    /** `undefined` where the folder of the build context cannot be known (an untitled document). */
    readonly context: BuildContext | undefined;
    readonly settings: RuleSettings;
}

/** What a team can configure beyond switching rules on and off. */
export interface RuleSettings {
    /** Registries that a FROM may name; empty means any. Patterns as hadolint's: `*`, `*suffix`, `prefix*`, exact. */
    readonly trustedRegistries: readonly string[];
    /** Label key to the kind of its value. */
    readonly labelSchema: Readonly<Record<string, LabelKind>>;
    readonly strictLabels: boolean;
}

export type LabelKind = 'text' | 'url' | 'semver' | 'hash' | 'rfc3339' | 'spdx' | 'email';

export interface Fix {
    /** An imperative, such as "Pin `golang` to 1.26". */
    readonly title: string;
    /** Whether `--fix` and fix-all may apply it without a person looking. */
    readonly preferred: boolean;
    readonly edits: readonly FileEdit[];
    /** Whether it changes how the file is built up, so that an editor shows the change before it makes it. */
    readonly isRewrite?: true;
}

export interface FileEdit extends TextEdit {
    /** Relative to the build context, `/`-separated; the judged file itself where absent. A file that does not exist is created. */
    readonly file?: string;
}

/** A fault at one place, as a rule gives it. What costs time may be a getter: it is asked only of what is reported. */
export interface Fault {
    /** What is, in one sentence, code in backticks, no full stop. */
    readonly message: string;
    readonly range: Range;
    /** Exactly those checks of other tools that report the same at this place. */
    readonly aliases?: readonly Alias[];
    /** Where this place deserves another profile or severity than the rule. */
    readonly profile?: Profile;
    readonly severity?: Severity;
    readonly fixes?: readonly Fix[];
    /** Places that explain it: a line of go.mod or of the Go source. Files relative to the project's root. */
    readonly related?: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}

interface Example {
    readonly bad: string;
    /** What the rule's preferred (else first) fix makes of `bad`; without a fix, what a person would write. */
    readonly good: string;
    /** Files of a small project around the Dockerfile, path to text, for rules that read it. */
    readonly files?: Readonly<Record<string, string>>;
    /** What a team has configured, for rules that have nothing to say without. */
    readonly settings?: Partial<RuleSettings>;
}

export interface Rule {
    /** Also its file's name, diagnostic code, setting key, README anchor and fixture folder. */
    readonly id: string;
    readonly kind: 'dockerfile';
    readonly severity: Severity;
    readonly profile: Profile;
    /** Where some of its findings are in a profile before its own: the first of those. */
    readonly firstProfile?: Profile;
    /** The wished-for state, in one sentence without a full stop. */
    readonly summary: string;
    /** Two sentences at most. */
    readonly why: string;
    readonly examples: readonly Example[];
    /** All aliases that its findings can carry. */
    readonly covers?: readonly Alias[];
    /** Where it judges otherwise than the reference, on purpose. */
    readonly departures?: readonly { readonly from: Alias; readonly why: string }[];
    check(subject: Subject): Iterable<Fault>;
}

/** A fault with everything settled: what the editor shows and the command line prints. */
export interface Finding {
    readonly rule: string;
    readonly message: string;
    readonly range: Range;
    readonly aliases: readonly Alias[];
    readonly severity: Severity;
    readonly profile: Profile;
    readonly fixes: readonly Fix[];
    readonly related: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}
