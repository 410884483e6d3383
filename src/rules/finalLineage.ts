import { oncePerDockerfile } from '../dockerfile/once';
import { finalStage, lineageOf } from '../dockerfile/stages';

/** The indices of the final stage and its parents: whatever runs there is in the image that is shipped. */
export const finalLineage = oncePerDockerfile((dockerfile): ReadonlySet<number | undefined> => {
    const final = finalStage(dockerfile);
    return new Set(final === undefined ? [] : lineageOf(dockerfile, final).map(({ index }) => index));
});
