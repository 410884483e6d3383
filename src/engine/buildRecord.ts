import type { BuildStep } from './build';

/** What a build came to, step by step of its Dockerfile. */
export interface BuildRecord {
    readonly cached: number;
    /** Steps that ran, whether or not they succeeded. */
    readonly ran: number;
    /** The steps that took longest, the longest first. */
    readonly slowest: readonly { readonly step: BuildStep; readonly milliseconds: number }[];
    /** Of each stage the step from which on nothing came from the cache; a stage whose steps all did is not named. */
    readonly cacheBreaks: readonly BuildStep[];
}

/** The last state of each step, in the order in which they were first told. */
export function lastStates(steps: readonly BuildStep[]): readonly BuildStep[] {
    return [...new Map(steps.map((step) => [step.id, step])).values()];
}

/** @param steps the last state of each */
export function recordBuild(steps: readonly BuildStep[], mostSlowest = 5): BuildRecord {
    const instructions = steps.flatMap((step) => {
        const place = placeOf(step);
        return place === undefined ? [] : [{ step, ...place }];
    });
    const ran = instructions.filter(({ step }) => step.state === 'done' || step.state === 'failed');
    const slowest = ran
        .map(({ step }) => ({ step, milliseconds: (step.completed ?? 0) - (step.started ?? step.completed ?? 0) }))
        .filter(({ milliseconds }) => milliseconds > 0)
        .sort((one, other) => other.milliseconds - one.milliseconds)
        .slice(0, mostSlowest);
    const breaks = new Map<string, (typeof ran)[number]>();
    // a base image is resolved, not cached
    for (const candidate of ran.filter(({ isBase }) => !isBase)) {
        const first = breaks.get(candidate.stage);
        if (first === undefined || candidate.number < first.number) breaks.set(candidate.stage, candidate);
    }
    return {
        cached: instructions.filter(({ step }) => step.state === 'cached').length,
        ran: ran.length,
        slowest,
        cacheBreaks: [...breaks.values()].map(({ step }) => step),
    };
}

/** Where a step stands, from a name such as `[build 3/5] RUN go mod download` or `[linux/arm64 build 3/5] …`; `undefined` for the builder's own steps. */
function placeOf({ name }: BuildStep): { stage: string; number: number; isBase: boolean } | undefined {
    const [, stage = '', number, instruction = ''] = /^\[(?:(.+) )?(\d+)\/\d+\] (.*)$/s.exec(name) ?? [];
    return number === undefined ? undefined : { stage, number: Number(number), isBase: /^FROM\b/i.test(instruction) };
}
