import type { BuildRequest } from './build';

/** A way to build, best first: BuildKit with its progress as JSON, as text (buildx before 0.13), and the builder without BuildKit. */
export type Builder = 'buildx' | 'buildx-plain' | 'classic';

/** The arguments for `docker`; values are joined to their flags, so that none can pass for a flag. */
export function buildArguments(request: BuildRequest, builder: Builder, imageIdFile: string): readonly string[] {
    const { context, dockerfile, target, tags, args, labels, platforms, noCache } = request;
    const each = (flag: string, values: readonly string[]) => values.map((value) => `--${flag}=${value}`);
    const pairs = (values: Readonly<Record<string, string>>) =>
        Object.entries(values).map(([name, value]) => `${name}=${value}`);
    return [
        ...(builder === 'classic'
            ? ['build']
            : ['buildx', 'build', `--progress=${builder === 'buildx' ? 'rawjson' : 'plain'}`, '--load']),
        `--iidfile=${imageIdFile}`,
        `--file=${dockerfile}`,
        ...(target === undefined ? [] : [`--target=${target}`]),
        ...each('tag', tags),
        ...each('build-arg', pairs(args)),
        ...each('label', pairs(labels)),
        ...(platforms.length === 0 ? [] : [`--platform=${platforms.join(',')}`]),
        ...(noCache ? ['--no-cache'] : []),
        '--',
        context,
    ];
}
