/** The text as compose gives it back: what stands behind a `$` it would look up. */
export function literal(text: string): string {
    return text.replaceAll('$', '$$$$');
}
