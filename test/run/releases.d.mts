interface Releases {
    readonly asOf: string;
    readonly go: readonly { readonly version: string; readonly released: string; readonly ended: string | null }[];
    readonly ended: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly next: Readonly<Record<string, string>>;
}

export function refresh(
    before: Releases,
    answers: Readonly<Record<string, unknown>>,
    today: string,
): { readonly releases: Releases; readonly changes: readonly string[] };
