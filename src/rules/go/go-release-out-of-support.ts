import { rangeOf } from '../../dockerfile/positions';
import { goReleases, oldestSupportedGo } from '../../facts/goReleases';
import { changeGoVersion, goImageOf, neededBy } from '../goImage';
import { compareGoVersions, minorOf } from '../goVersions';
import type { Rule } from '../rule';

export const goReleaseOutOfSupport: Rule = {
    id: 'go-release-out-of-support',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The Go release still gets security fixes',
    why: 'Go fixes its two newest releases. A program built with an older one keeps the known holes of its standard library.',
    examples: [
        {
            bad: 'FROM golang:1.21-alpine AS build\n',
            good: 'FROM golang:1.26-alpine AS build\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages) {
            const image = goImageOf(dockerfile, stage);
            if (image === undefined || compareGoVersions(minorOf(image.version), oldestSupportedGo) >= 0) continue;
            // the other rule asks for a newer one anyway
            if (neededBy(subject, image) !== undefined) continue;
            const minor = minorOf(image.version);
            const ended = goReleases.find(({ version }) => version === minor)?.ended;
            const edits = changeGoVersion(dockerfile, image, oldestSupportedGo);
            yield {
                message: `Go ${minor} gets no security fixes${typeof ended === 'string' ? ` since ${ended}` : ''}`,
                range: rangeOf(dockerfile, image.word),
                fixes: edits.length === 0 ? [] : [{ title: `Use Go ${oldestSupportedGo}`, preferred: false, edits }],
            };
        }
    },
};
