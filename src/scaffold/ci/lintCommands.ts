import { shellWord } from '../image/words';
import type { BuiltImage, Pipeline } from './plan';

/** The variable of the repository that says where the package of our command line is. */
export const linterVariable = 'GOPHERDOCK_CLI';

/** Our own linter, from the package that the variable names. */
export function lintFiles({ dockerfiles }: Pipeline, format: 'github' | 'text'): string {
    const files = dockerfiles.map(({ dockerfile }) => shellWord(dockerfile)).join(' ');
    return `npx --yes --package="$${linterVariable}" gopherdock lint --format ${format} ${files}`;
}

/** What the builder itself says of a Dockerfile, with the frontend that the file names. */
export function checkWithBuilder({ dockerfile, context }: Pick<BuiltImage, 'dockerfile' | 'context'>): string {
    return `docker buildx build --check --file ${shellWord(dockerfile)} ${shellWord(context)}`;
}
