/** An image reference taken apart; variables stay where they are. */
export interface ImageReference {
    readonly text: string;
    /** Such as `oci-layout` or `docker-image`, written `scheme://`. */
    readonly scheme: string | undefined;
    /** As written, port included; `undefined` where none is. */
    readonly registry: string | undefined;
    /** Without registry, tag and digest, as written: `golang`, `distroless/static-debian12`. */
    readonly path: string;
    readonly tag: string | undefined;
    readonly digest: string | undefined;
    /** Registry and path in full: `docker.io/library/golang`. */
    readonly name: string;
    /** Whether part of it is a variable. */
    readonly hasVariables: boolean;
    /** Where the tag starts in `text`, behind its colon. */
    readonly tagStart: number | undefined;
    /** Where the digest starts in `text`, behind its `@`. */
    readonly digestStart: number | undefined;
    /** Where the path ends in `text`: where a tag would be inserted. */
    readonly pathEnd: number;
}

/** Takes any text apart; whether it is a reference at all is for `isValidImageName` to say. */
export function parseImageReference(text: string): ImageReference {
    const masked = maskVariables(text);
    const scheme = /^([a-z][a-z0-9-]*):\/\//.exec(masked)?.[1];
    const start = scheme === undefined ? 0 : scheme.length + 3;
    const at = masked.indexOf('@', start);
    const digestStart = at === -1 ? undefined : at + 1;
    const nameEnd = at === -1 ? text.length : at;
    const slash = masked.indexOf('/', start);
    const first = slash === -1 || slash > nameEnd ? '' : masked.slice(start, slash);
    const hasRegistry = scheme !== 'oci-layout' && (/[.:A-Z]/.test(first) || first === 'localhost');
    const pathStart = hasRegistry ? slash + 1 : start;
    const colon = masked.lastIndexOf(':', nameEnd - 1);
    const lastSlash = masked.lastIndexOf('/', nameEnd - 1);
    const pathEnd = colon > Math.max(lastSlash, pathStart - 1) ? colon : nameEnd;
    const registry = hasRegistry ? text.slice(start, slash) : undefined;
    const path = text.slice(pathStart, pathEnd);
    return {
        text,
        scheme,
        registry,
        path,
        tag: pathEnd < nameEnd ? text.slice(pathEnd + 1, nameEnd) : undefined,
        digest: digestStart === undefined ? undefined : text.slice(digestStart),
        name: fullName(registry, path),
        hasVariables: masked !== text,
        tagStart: pathEnd < nameEnd ? pathEnd + 1 : undefined,
        digestStart,
        pathEnd,
    };
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const domain =
    '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]+)?/)?';
const validName = new RegExp(
    `^${domain}${component}(?:/${component})*(?::\\w[\\w.-]{0,127})?(?:@[a-z0-9+._-]+:[0-9a-f]{32,})?$`,
);

/** Whether a text without variables names an image as registries spell it: its path in lower case. */
export function isValidImageName(text: string): boolean {
    return text.length <= 512 && validName.test(text);
}

function fullName(registry: string | undefined, path: string): string {
    if (registry !== undefined && registry !== 'index.docker.io' && registry !== 'docker.io')
        return `${registry}/${path}`;
    return path.includes('/') ? `docker.io/${path}` : `docker.io/library/${path}`;
}

/** The text with each variable replaced by as many letters, so that what it holds does not look like punctuation. */
function maskVariables(text: string): string {
    if (!text.includes('$')) return text;
    let masked = '';
    let depth = 0;
    for (let at = 0; at < text.length; at++) {
        const character = text.charAt(at);
        if (text.startsWith('${', at)) depth++;
        masked += depth > 0 || character === '$' ? 'x' : character;
        if (character === '}' && depth > 0) depth--;
    }
    return masked;
}
