import { baseOf } from '../dockerfile/configuration';
import { lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Stage, Word } from '../dockerfile/syntax';

/** The image of the Go stage that a builder stands on, where the builder runs emulated for any platform but its own. */
export function emulatedImage(dockerfile: Dockerfile, builder: Stage): Word | undefined {
    const bottom = lineageOf(dockerfile, builder).at(-1);
    const isEmulated = bottom?.platform === undefined && bottom !== undefined;
    return isEmulated && baseOf(dockerfile, bottom)?.facts?.hasGo === true ? bottom.image : undefined;
}
