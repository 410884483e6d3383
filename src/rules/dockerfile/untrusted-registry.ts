import { parseImageReference } from '../../dockerfile/image';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Word } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const untrustedRegistry: Rule = {
    id: 'untrusted-registry',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Images come from the registries that the team trusts',
    why: 'Whoever publishes a base image decides what runs in yours.',
    examples: [
        {
            bad: 'FROM ghcr.io/example/base:1.4\n',
            good: 'FROM registry.example.com/example/base:1.4\n',
            settings: { trustedRegistries: ['registry.example.com'] },
        },
    ],
    covers: ['hadolint:DL3026'],

    *check({ dockerfile, settings }) {
        const { trustedRegistries } = settings;
        if (trustedRegistries.length === 0) return;
        const names = new Set(['scratch']);
        for (const stage of dockerfile.stages) {
            const own = [stage.image, ...stage.instructions.flatMap(imagesOf)];
            for (const [index, image] of own.entries()) {
                if (index === 1 && stage.name !== undefined) names.add(stage.name.value);
                if (image === undefined || names.has(image.value) || isTrusted(image.value, trustedRegistries))
                    continue;
                // the number of a stage is no image
                const isStage = index > 0 && /^\d+$/.test(image.value);
                yield {
                    message: `\`${parseImageReference(image.value).registry ?? 'docker.io'}\` is no trusted registry`,
                    range: rangeOf(dockerfile, image),
                    aliases: ['hadolint:DL3026'],
                    ...(isStage && { profile: 'off' }),
                    fixes: isStage ? [] : fixesOf(dockerfile, image, trustedRegistries),
                };
            }
            if (stage.name !== undefined) names.add(stage.name.value);
        }
    },
};

function imagesOf({ keyword, flags }: Instruction): Word[] {
    return flags.flatMap(({ name, value, options }) => {
        if (keyword === 'COPY' && name === 'from') return value ?? [];
        const option = (wanted: string): Word | undefined => options.find((each) => each.name === wanted)?.value;
        const isMount = keyword === 'RUN' && name === 'mount' && /^(bind|cache)$/.test(option('type')?.value ?? 'bind');
        return (isMount ? option('from') : undefined) ?? [];
    });
}

const mostRegistries = 3;

/** The same image of a registry that is trusted; whether it is there only a person knows. */
function fixesOf(dockerfile: Dockerfile, image: Word, trusted: readonly string[]): Fix[] {
    const { registry } = parseImageReference(image.value);
    const path = registry === undefined ? image.value : image.value.slice(registry.length + 1);
    if (image.variables.length > 0 || image.raw !== image.value || path === '') return [];
    const exact = trusted.filter((name) => /^[\w.-]+(?::\d+)?$/.test(name)).slice(0, mostRegistries);
    return exact.map((name) => ({
        title: `Take it from \`${name}\``,
        preferred: false,
        edits: [replaceSpan(dockerfile, image, `${name}/${path}`)],
    }));
}

function isTrusted(image: string, trusted: readonly string[]): boolean {
    const { registry } = parseImageReference(image);
    const registries = registry === undefined ? ['docker.io', 'hub.docker.com'] : [registry];
    return registries.some((name) => trusted.some((pattern) => isMatch(name, pattern)));
}

function isMatch(name: string, pattern: string): boolean {
    if (pattern === '*') return true;
    if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
    return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
