import { parseImageReference, type ImageReference } from '../../dockerfile/image';
import { sourcesOf, stageByReference } from '../../dockerfile/stages';
import type { Dockerfile, Span, Word } from '../../dockerfile/syntax';

/** Image names that lead to a page about them. */
export function imageLinks(dockerfile: Dockerfile): (Span & { readonly target: string })[] {
    return dockerfile.stages.flatMap((stage) => {
        const images: Word[] = stage.image === undefined || stage.parent !== undefined ? [] : [stage.image];
        for (const instruction of stage.instructions)
            for (const source of sourcesOf(instruction))
                if (stageByReference(dockerfile, source.value, stage.index) === undefined && /[/:.]/.test(source.value))
                    images.push(source);
        return images.flatMap(({ start, end, value }) => {
            const target = pageOf(parseImageReference(value));
            return target === undefined ? [] : { start, end, target };
        });
    });
}

/** The page of a public registry; `undefined` where there is none, or the name is not known in full. */
export function pageOf({ name, hasVariables, path, scheme }: ImageReference): string | undefined {
    if (hasVariables || scheme !== undefined || path === '' || path === 'scratch' || !/^[\w./:-]+$/.test(name))
        return undefined;
    const [host = '', ...rest] = name.split('/');
    const repository = rest.join('/');
    switch (host) {
        case 'docker.io':
            return repository.startsWith('library/')
                ? `https://hub.docker.com/_/${repository.slice('library/'.length)}`
                : `https://hub.docker.com/r/${repository}`;
        case 'gcr.io':
            return rest[0] === 'distroless'
                ? 'https://github.com/GoogleContainerTools/distroless'
                : `https://gcr.io/${repository}`;
        case 'ghcr.io':
            return rest.length < 2 ? undefined : `https://github.com/${rest.slice(0, 2).join('/')}`;
        case 'quay.io':
            return `https://quay.io/repository/${repository}`;
        case 'cgr.dev':
            return rest[0] === 'chainguard'
                ? `https://images.chainguard.dev/directory/image/${rest.slice(1).join('/')}/overview`
                : undefined;
        case 'public.ecr.aws':
            return `https://gallery.ecr.aws/${repository}`;
        case 'mcr.microsoft.com':
            return `https://mcr.microsoft.com/artifact/mar/${repository}`;
        default:
            return undefined;
    }
}
