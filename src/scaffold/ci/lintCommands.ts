import { version } from '../../../package.json';
import { shellWord } from '../image/words';
import type { BuiltImage, Pipeline } from './plan';

/** Our own linter, at the version that wrote the pipeline: a newer one may find more on a day when nobody changed anything. */
export function lintFiles({ dockerfiles }: Pipeline, format?: 'github'): string {
    const options = format === undefined ? [] : [`--format ${format}`];
    return [
        `npx --yes gopherdock@${version} lint`,
        ...options,
        ...dockerfiles.map(({ dockerfile }) => shellWord(dockerfile)),
    ].join(' ');
}

/** What the builder itself says of a Dockerfile, with the frontend that the file names. */
export function checkWithBuilder({ dockerfile, context }: Pick<BuiltImage, 'dockerfile' | 'context'>): string {
    return `docker buildx build --check --file ${shellWord(dockerfile)} ${shellWord(context)}`;
}
