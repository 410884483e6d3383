import { oncePerDockerfile } from '../dockerfile/once';
import { finalStage, lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';

/** As hadolint: stages with the very FROM of the last one, and those that others are built on. Without any FROM all there is. */
export function isShipped(dockerfile: Dockerfile, { stage }: Instruction): boolean {
    if (dockerfile.stages.length === 0) return true;
    return stage !== undefined && shippedStages(dockerfile).has(stage);
}

const shippedStages = oncePerDockerfile(({ stages }): ReadonlySet<number> => {
    const last = describe(stages.at(-1));
    const images = new Set(stages.map(({ image }) => image?.value));
    return new Set(
        stages
            .filter((stage) => describe(stage) === last || (stage.name !== undefined && images.has(stage.name.value)))
            .map(({ index }) => index),
    );
});

/** The stages whose layers are in the image: the final one and those that it is built on. */
export function stagesInImage(dockerfile: Dockerfile): ReadonlySet<number> {
    const final = finalStage(dockerfile);
    return new Set(final && lineageOf(dockerfile, final).map(({ index }) => index));
}

function describe(stage: Stage | undefined): string {
    return JSON.stringify([stage?.image?.value, stage?.name?.value, stage?.platform?.value?.value]);
}
