import { platformArguments } from '../../dockerfile/builderArguments';
import { isValidImageName } from '../../dockerfile/image';
import { rangeOf } from '../../dockerfile/positions';
import { expand } from '../../dockerfile/scope/expand';
import type { Dockerfile, Stage, Word } from '../../dockerfile/syntax';
import { definitionAt } from '../../dockerfile/variables';
import { replaceSpan } from '../edits';
import type { Fix, Rule } from '../rule';

export const invalidImageName: Rule = {
    id: 'invalid-image-name',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A `FROM` names an image as registries spell it',
    why: 'Names of images are in lower case, without blanks and other signs: no registry has one of another name.',
    examples: [{ bad: 'FROM Golang:1.27 AS build\n', good: 'FROM golang:1.27 AS build\n' }],
    covers: ['buildkit:InvalidDefaultArgInFrom'],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const { image, parent } = stage;
            if (image === undefined) continue;
            const name = defaultName(dockerfile, stage, image);
            if (isValidImageName(name)) continue;
            const isPlaceholder = image.variables.length > 0 || /[{}<>%@]/.test(image.raw.replace(/@sha256:/, ''));
            yield {
                message:
                    image.variables.length > 0
                        ? `Without build arguments \`${image.raw}\` is no name of an image`
                        : `\`${image.raw}\` is no name of an image`,
                range: rangeOf(dockerfile, image),
                aliases: ['buildkit:InvalidDefaultArgInFrom'],
                // a build that has to be given its base image, or a stage by a name of another case, is meant
                profile: isPlaceholder || parent !== undefined ? 'off' : 'recommended',
                fixes: isPlaceholder ? [] : fixesOf(dockerfile, image),
            };
        }
    },
};

const platformSamples: Readonly<Record<string, string>> = { PLATFORM: 'linux/amd64', OS: 'linux', ARCH: 'amd64' };

/** With the defaults of the global ARGs, one without default empty, as a builder checks it. */
function defaultName(dockerfile: Dockerfile, { from }: Stage, { raw, variables }: Word): string {
    const plain = new Set(variables.filter(({ operator }) => operator === undefined).map(({ name }) => name));
    return expand(raw, dockerfile.escape, (name) => {
        const known = definitionAt(dockerfile, from, name)?.value;
        if (known !== undefined) return known;
        if (platformArguments.has(name)) return platformSamples[name.replace(/^(BUILD|TARGET)/, '')] ?? '';
        return plain.has(name) ? '' : undefined;
    }).value;
}

function fixesOf(dockerfile: Dockerfile, image: Word): Fix[] {
    const lower = image.raw.toLowerCase();
    if (!isValidImageName(lower)) return [];
    return [{ title: `Write \`${lower}\``, preferred: true, edits: [replaceSpan(dockerfile, image, lower)] }];
}
