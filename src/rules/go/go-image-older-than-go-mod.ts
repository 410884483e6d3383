import { rangeOf } from '../../dockerfile/positions';
import { changeGoVersion, goImageOf, neededBy } from '../goImage';
import { minorOf } from '../goVersions';
import type { Rule } from '../rule';

export const goImageOlderThanGoMod: Rule = {
    id: 'go-image-older-than-go-mod',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'The Go image is at least as new as `go.mod` asks for',
    why: 'The `go` line is a minimum, and the official image does not fetch a newer toolchain: the build stops with `go.mod requires go >= …`.',
    examples: [
        {
            bad: 'FROM golang:1.26-alpine\nWORKDIR /src\nCOPY . .\nRUN go test ./...\n',
            good: 'FROM golang:1.27-alpine\nWORKDIR /src\nCOPY . .\nRUN go test ./...\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n',
                'main.go': 'package main\n\nfunc main() {}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages) {
            const image = goImageOf(dockerfile, stage);
            const needed = image && neededBy(subject, image);
            if (image === undefined || needed === undefined) continue;
            const { path, go, goSource } = needed;
            const edits = changeGoVersion(dockerfile, image, image.version.split('.').length > 2 ? go : minorOf(go));
            yield {
                message: `\`${image.text}\` is older than the Go ${go} that \`${path}\` asks for`,
                range: rangeOf(dockerfile, image.word),
                fixes: edits.length === 0 ? [] : [{ title: `Use Go ${minorOf(go)}`, preferred: true, edits }],
                ...(goSource !== null && { related: [{ ...goSource, message: `\`go ${go}\`` }] }),
            };
        }
    },
};
