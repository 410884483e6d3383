import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';

/**
 * The stages whose image trivy takes for `latest`. It replaces `$X` and `${X}` by the defaults of the ARGs before the first
 * FROM (without any, those of the first stage) and of the stage itself, wherever they stand there; anything else is empty.
 */
export function latestForTrivy({ instructions, stages }: Dockerfile): ReadonlySet<Stage> {
    const global = instructions.filter(({ keyword, stage }) => keyword === 'ARG' && stage === undefined);
    const shared = defaultsOf(global.length > 0 ? global : (stages[0]?.instructions ?? []));
    const names = new Set(stages.map(({ name }) => name?.value));
    return new Set(
        stages.filter((stage) => {
            const own = defaultsOf(stage.instructions);
            const text = (stage.image?.raw ?? '').replace(
                /\$(?:\{([^}]*)\}|(\w+))/g,
                (_, braced?: string, bare = '') =>
                    own.get(braced ?? String(bare)) ?? shared.get(braced ?? String(bare)) ?? '',
            );
            const colon = text.lastIndexOf(':');
            const hasTag = colon !== -1 && !text.includes('/', colon);
            const image = hasTag ? text.slice(0, colon) : text;
            const tag = hasTag ? text.slice(colon + 1) : 'latest';
            return tag === 'latest' && image !== '' && image !== 'scratch' && !names.has(image);
        }),
    );
}

/** Of the first word of each ARG. */
function defaultsOf(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
    return new Map(
        instructions
            .filter(({ keyword }) => keyword === 'ARG')
            .map(({ words: [word] }) => {
                const [name = '', value = '', ...others] = (word?.raw ?? '').split('=');
                return [name, others.length > 0 ? '' : value.replace(/^"+|"+$/g, '')];
            }),
    );
}
