/**
 * What a parsed Dockerfile is: plain values with exact offsets into the text as it was given (a BOM and CRs included).
 * After the published Dockerfile reference, https://docs.docker.com/reference/dockerfile/.
 */

/** Zero-based UTF-16 offsets into the text, end exclusive. */
export interface Span {
    readonly start: number;
    readonly end: number;
}

/** What joins lines and escapes characters. */
export type Escape = '\\' | '`';

export interface Dockerfile {
    readonly text: string;
    /** Offset of the first character of each line, as an editor counts lines: after LF, CRLF and a lone CR. */
    readonly lineStarts: readonly number[];
    /** The continuation character that the `escape` directive chose. */
    readonly escape: Escape;
    /** `# key=value` lines at the very top: syntax, escape, check. */
    readonly directives: readonly Directive[];
    /** Every other comment line, those inside continued instructions included; directives are not repeated here. */
    readonly comments: readonly Comment[];
    /** In the order of the text; unknown keywords too. */
    readonly instructions: readonly Instruction[];
    readonly stages: readonly Stage[];
    /** What a builder would refuse, most of it recovered from; never stops the parse. */
    readonly errors: readonly SyntaxFault[];
}

export interface Directive extends Span {
    /** Lower-case, such as `syntax`. */
    readonly name: string;
    readonly value: Word;
}

export interface Comment extends Span {
    /** What follows the `#`, trimmed. */
    readonly text: string;
    /** Whether it stands on a line of its own inside a continued instruction. */
    readonly inside: boolean;
}

export interface SyntaxFault extends Span {
    readonly message: string;
    /** Of a misspelt word: where it stands, and what is meant. */
    readonly meant?: Span & { readonly text: string };
}

export interface Instruction extends Span {
    /** Upper-case, such as `FROM`; what is written is `text.slice(keywordSpan.start, keywordSpan.end)`. */
    readonly keyword: string;
    readonly keywordSpan: Span;
    /** `--name=value` words before the arguments, for the keywords that know flags. */
    readonly flags: readonly Flag[];
    /** From the first argument to the end of the last, continuations, comments between and all; here-document bodies excluded. Empty at the end of the keyword when there is none. */
    readonly body: Span;
    /**
     * The words after the flags, split as a builder splits them: at every blank for ADD, COPY, EXPOSE, FROM and VOLUME, else
     * at blanks outside quotes. There are words in JSON form, and where a builder takes the whole text as one, too.
     */
    readonly words: readonly Word[];
    /**
     * Present where a keyword that knows the JSON form is followed by `[`: a JSON array, or one that fails to be.
     * For HEALTHCHECK it is what follows CMD.
     */
    readonly json: JsonForm | undefined;
    /** `key=value` or legacy `key value` of ENV, LABEL and ARG. */
    readonly pairs: readonly Pair[];
    readonly heredocs: readonly Heredoc[];
    /** The instruction behind ONBUILD; flags, JSON form, pairs and here-documents are its own. ONBUILD does not nest. */
    readonly trigger: Instruction | undefined;
    /** White-space-only lines inside a continued instruction, one span a line, its line break excluded. */
    readonly emptyContinuations: readonly Span[];
    /** Index into `stages`; `undefined` before the first FROM. */
    readonly stage: number | undefined;
}

export interface Flag extends Span {
    /** Without the dashes, such as `from`. */
    readonly name: string;
    readonly nameSpan: Span;
    /** `undefined` for a bare flag such as `--link`. */
    readonly value: Word | undefined;
    /** The comma-separated options of `--mount`, in order. */
    readonly options: readonly FlagOption[];
}

export interface FlagOption extends Span {
    readonly name: string;
    readonly value: Word | undefined;
}

/** A run of non-blank text. `raw` is what is written without continuations; `value` is that without quotes and escapes; variables stay as written in both. */
export interface Word extends Span {
    readonly raw: string;
    readonly value: string;
    /** The pair that encloses the whole word. */
    readonly quote: '"' | "'" | undefined;
    readonly variables: readonly Variable[];
}

/** `$name` or `${name…}` outside single quotes; one inside another's operand is listed after it. */
export interface Variable extends Span {
    readonly name: string;
    readonly nameSpan: Span;
    /** Such as `:-`, `+`, `#`, `/`; `undefined` for a plain reference. */
    readonly operator: string | undefined;
    readonly operand: string | undefined;
}

export interface JsonForm extends Span {
    /** Whether it is an array of strings and nothing follows: only then a builder takes the exec form. */
    readonly valid: boolean;
    /** Decoded strings with the span of each, quotes included; what could be read of an invalid one. */
    readonly items: readonly (Span & { readonly value: string })[];
    /** The first thing that makes it invalid. */
    readonly problem: SyntaxFault | undefined;
    /** Whether it is JSON that holds more than strings: a builder refuses that, where it takes what is no JSON for shell form. */
    readonly hasOtherValues: boolean;
}

export interface Pair extends Span {
    readonly key: Word;
    /** `undefined` for an ARG without default. */
    readonly value: Word | undefined;
    /** Written `key value`, which is deprecated. */
    readonly legacy: boolean;
}

/** Its span is that of the lines it takes: its body and its terminator. */
export interface Heredoc extends Span {
    /** `<<-"EOF"` with its operator, and its file descriptor where one is given. */
    readonly marker: Span;
    /** Without quotes. */
    readonly name: string;
    /** Quoted markers do not expand variables. */
    readonly expands: boolean;
    /** `<<-` strips leading tabs. */
    readonly stripsTabs: boolean;
    /** The lines between marker line and terminator, the last line break included. */
    readonly body: Span;
    /** Its name alone; `undefined` where the text ends before it. */
    readonly terminator: Span | undefined;
    /** References inside an expanding body. */
    readonly variables: readonly Variable[];
}

export interface Stage extends Span {
    readonly index: number;
    /** Its FROM; a stage runs from there to the end of the last instruction before the next FROM. */
    readonly from: Instruction;
    /** As written after AS. */
    readonly name: Word | undefined;
    /** As written: image reference, earlier stage's name, or with variables; `undefined` for a FROM without one. */
    readonly image: Word | undefined;
    readonly platform: Flag | undefined;
    /** Without its FROM. */
    readonly instructions: readonly Instruction[];
    /** The earlier stage it is built from. Names compare without case. */
    readonly parent: number | undefined;
}
