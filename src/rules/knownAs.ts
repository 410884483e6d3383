import { parseImageReference } from '../dockerfile/image';
import type { Stage } from '../dockerfile/syntax';

/**
 * How hadolint knows a stage again: by its name, and one without by its image, whose registry, tag and digest do not count.
 * A stage is built on whatever is known by the name of its image.
 */
export function knownAs(stage: Stage): string {
    return stage.name?.value ?? builtOn(stage);
}

export function builtOn({ image }: Stage): string {
    return image === undefined ? '' : parseImageReference(image.value).path;
}
