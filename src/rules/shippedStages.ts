import { finalStage, lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';

const cache = new WeakMap<Dockerfile, ReadonlySet<number>>();

/** As hadolint: stages with the very FROM of the last one, and those that others are built on. Without any FROM all there is. */
export function isShipped(dockerfile: Dockerfile, { stage }: Instruction): boolean {
    if (dockerfile.stages.length === 0) return true;
    return stage !== undefined && shippedStages(dockerfile).has(stage);
}

function shippedStages(dockerfile: Dockerfile): ReadonlySet<number> {
    const known = cache.get(dockerfile);
    if (known !== undefined) return known;
    const { stages } = dockerfile;
    const last = describe(stages.at(-1));
    const images = new Set(stages.map(({ image }) => image?.value));
    const shipped = new Set(
        stages
            .filter((stage) => describe(stage) === last || (stage.name !== undefined && images.has(stage.name.value)))
            .map(({ index }) => index),
    );
    cache.set(dockerfile, shipped);
    return shipped;
}

/** The stages whose layers are in the image: the final one and those that it is built on. */
export function stagesInImage(dockerfile: Dockerfile): ReadonlySet<number> {
    const final = finalStage(dockerfile);
    return new Set(final && lineageOf(dockerfile, final).map(({ index }) => index));
}

function describe(stage: Stage | undefined): string {
    return JSON.stringify([stage?.image?.value, stage?.name?.value, stage?.platform?.value?.value]);
}
