import { finalStage, lineageOf } from '../dockerfile/stages';
import type { Dockerfile } from '../dockerfile/syntax';

const cache = new WeakMap<Dockerfile, ReadonlySet<number | undefined>>();

/** The indices of the final stage and its parents: whatever runs there is in the image that is shipped. */
export function finalLineage(dockerfile: Dockerfile): ReadonlySet<number | undefined> {
    let found = cache.get(dockerfile);
    if (found === undefined) {
        const final = finalStage(dockerfile);
        found = new Set(final === undefined ? [] : lineageOf(dockerfile, final).map(({ index }) => index));
        cache.set(dockerfile, found);
    }
    return found;
}
