import { parseImageReference } from '../../dockerfile/image';
import { partOf, rangeOf } from '../../dockerfile/positions';
import { resolve } from '../../dockerfile/variables';
import { goReleases } from '../../facts/goReleases';
import { replaceSpan } from '../edits';
import type { Rule } from '../rule';

export const goImageFloating: Rule = {
    id: 'go-image-floating',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'The Go image names its minor release',
    why: '`golang:1` is another Go twice a year, on the day that it is released. With the minor release in the tag the change is yours, and seen in review.',
    examples: [
        {
            bad: 'FROM golang:1-alpine\nRUN go version\n',
            good: `FROM golang:${goReleases[0]?.version ?? '1.27'}-alpine\nRUN go version\n`,
        },
    ],

    *check({ dockerfile }) {
        const [newest] = goReleases;
        for (const { image, parent, from } of dockerfile.stages) {
            if (image === undefined || parent !== undefined || newest === undefined) continue;
            const { value, isComplete } = resolve(dockerfile, image, from);
            const { name, tag, tagStart, digest, text } = parseImageReference(value);
            if (!isComplete || name !== 'docker.io/library/golang' || digest !== undefined) continue;
            if (!/^1(-|$)/.test(tag ?? '') || tagStart === undefined) continue;
            yield {
                message: `\`${text}\` is another Go with every release`,
                range: rangeOf(dockerfile, image),
                fixes:
                    image.variables.length > 0
                        ? []
                        : [
                              {
                                  title: `Use Go ${newest.version}`,
                                  preferred: false,
                                  edits: [
                                      replaceSpan(dockerfile, partOf(image, tagStart, tagStart + 1), newest.version),
                                  ],
                              },
                          ],
            };
        }
    },
};
