import { parseImageReference } from '../../dockerfile/image';
import { rangeOf } from '../../dockerfile/positions';
import { resolve } from '../../dockerfile/variables';
import type { Rule } from '../rule';

export const baseImageWithoutDigest: Rule = {
    id: 'base-image-without-digest',
    kind: 'dockerfile',
    severity: 'hint',
    profile: 'off',
    summary: 'Base images are named by their digest',
    why: 'A tag can be moved to another image, a digest cannot. It needs a tool that follows new releases, or the image grows old.',
    examples: [
        {
            bad: 'FROM alpine:3.24\n',
            good: 'FROM alpine:3.24@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
        },
    ],

    *check({ dockerfile }) {
        for (const { image, parent, from } of dockerfile.stages) {
            if (image === undefined || parent !== undefined) continue;
            const { value, isComplete } = resolve(dockerfile, image, from);
            const { digest, name, scheme } = parseImageReference(value);
            const isPinned = digest !== undefined || scheme !== undefined || name === 'docker.io/library/scratch';
            if (isComplete && value !== '' && !isPinned)
                yield { message: `\`${value}\` may be another image tomorrow`, range: rangeOf(dockerfile, image) };
        }
    },
};
