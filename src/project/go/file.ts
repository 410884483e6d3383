import type { Expression } from './expression';
import type { HashedWord } from './wordFilter';

/** What one Go file says, as far as facts about a program are read from it. Lines are zero-based. */
export interface GoFile {
    /** Relative to the root, `/`-separated. */
    readonly path: string;
    /** `''` where there is no package clause. */
    readonly packageName: string;
    readonly imports: readonly GoImport[];
    /** The expression after `//go:build`, or the same made of `// +build` lines; `''` where there is none. */
    readonly constraint: string;
    /** Commands after `//go:generate`. */
    readonly generators: readonly string[];
    readonly embeds: readonly { readonly pattern: string; readonly line: number }[];
    /** Whether the text holds these characters anywhere. */
    mentions(text: string): boolean;
    /** Whether the text matches; asked once of each pattern. */
    matches(pattern: RegExp): boolean;
    /** Whether the text may hold this name as a whole word; much cheaper than `mentions` where it does not. */
    names(word: HashedWord): boolean;
    /** Read on first use and kept: most files of a large project never need it. */
    declarations(): Declarations;
    /** The calls among them by the last name of what is called. */
    calls(): ReadonlyMap<string, readonly GoCall[]>;
    /** What is called by that name and set or declared here. */
    named(name: string): NamedDeclarations;
}

/** What a file holds of one name. */
export interface NamedDeclarations {
    readonly assignments: readonly Assignment[];
    readonly elements: readonly LiteralElement[];
    readonly structFields: readonly StructField[];
}

/** What stands below the imports; bodies are read through, so that a call in a closure counts like any other. */
export interface Declarations {
    readonly functions: GoFunction[];
    readonly values: GoValue[];
    readonly assignments: Assignment[];
    readonly elements: LiteralElement[];
    readonly calls: GoCall[];
    readonly structFields: StructField[];
    readonly emptyChecks: EmptyCheck[];
}

/** An `if` that gives up where something is empty. */
export interface EmptyCheck {
    /** What is empty, as written: `token`, `cfg.Token`, `os.Getenv("TOKEN")`; `!ok` for a missing one. */
    readonly subjects: readonly string[];
    /** Whether the program ends there; else its function returns an error. */
    readonly ends: boolean;
    readonly scope: number;
    readonly line: number;
}

export interface GoImport {
    readonly path: string;
    /** `''` where the package's own name holds; `_` and `.` as written. */
    readonly name: string;
    readonly line: number;
}

export interface GoFunction {
    readonly name: string;
    /** The receiver's type without pointer and parameters; `''` for a plain function. */
    readonly receiver: string;
    /** What the receiver is called in the body; `''` where it has no name. */
    readonly receiverName: string;
    readonly parameters: readonly Parameter[];
    /** The type of its first result, written like a parameter's; `''` where it has none. */
    readonly result: string;
    /** The first value of every `return`, closures left out. */
    readonly returns: readonly Expression[];
    readonly line: number;
}

export interface Parameter {
    readonly name: string;
    /** Without blanks and pointers, such as `http.Handler`. */
    readonly type: string;
}

/** A constant or variable of the package. */
interface GoValue {
    readonly name: string;
    readonly type: string;
    readonly constant: boolean;
    /** `undefined` where it is declared without a value. */
    readonly value: Expression | undefined;
    readonly line: number;
}

/** `name := value`, `base.name = value`, local constants and variables. */
interface Assignment {
    readonly name: string;
    /** What stands before the last name of a member, such as `cfg.http`; `''` for a plain name. */
    readonly base: string;
    readonly value: Expression;
    /** Whether it makes the name (`:=`, `var`, `const`) rather than changing one that is there. */
    readonly declares: boolean;
    /** Which function it stands in: an index into `functions`; -1 outside. */
    readonly scope: number;
    readonly line: number;
}

/** `name: value` in a composite literal. */
export interface LiteralElement {
    /** The same number for elements of the same literal. */
    readonly literal: number;
    /** The literal's type as written, such as `http.Server`. */
    readonly type: string;
    readonly name: string;
    readonly value: Expression;
    readonly scope: number;
    readonly line: number;
}

export interface GoCall {
    /** `http.ListenAndServe`, `kingpin.Flag().String`; `''` where what is called has no name. */
    readonly path: string;
    /** The last name of the path. */
    readonly name: string;
    /** What the method is called on; `undefined` for a plain function. */
    readonly on: Expression | undefined;
    readonly args: readonly Expression[];
    readonly scope: number;
    readonly line: number;
    /** Token indices, end exclusive: a call between them stands in this call's arguments. */
    readonly from: number;
    readonly to: number;
}

export interface StructField {
    /** The struct's type; `Config.HTTP` for the struct that is the type of a field. */
    readonly owner: string;
    readonly name: string;
    /** Without blanks and pointers. */
    readonly type: string;
    /** Whether only its type is written. */
    readonly embedded: boolean;
    /** The tag's value, `''` where there is none. */
    readonly tag: string;
    readonly line: number;
}
