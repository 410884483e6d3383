import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import snippets from '../../../snippets/dockerfile.json';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { defaultConfig } from '../../../src/rules/config';
import { lint } from '../../../src/rules/lint';

const builder = `FROM golang:1.27 AS build
WORKDIR /src
ENV CGO_ENABLED=0
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /out/app ./cmd/app
`;
const final = `FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/app /usr/local/bin/app
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/app"]
`;

/** The whole Dockerfile that a snippet is a part of. */
function around(text: string): string {
    const [first = ''] = text.split('\n');
    if (first.startsWith('#')) return text;
    if (/^FROM .*golang/.test(first)) return `${text}${final}`;
    if (first.startsWith('FROM build')) return `${builder}${text}${final}`;
    if (first.startsWith('FROM')) return `${builder}${text}`;
    if (first.startsWith('COPY --from')) return `${builder}${final.replace('USER', `${text}USER`)}`;
    return `FROM golang:1.27 AS build\nWORKDIR /src\n${text}${final}`;
}

/** The text as it stands when every placeholder keeps its default. */
function withDefaults(body: readonly string[]): string {
    return `${body.join('\n')}\n`
        .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
        .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
        .replaceAll(/(?<!\\)\$(?:\d+|\{\d+\})/g, '')
        .replaceAll('\\$', '$');
}

suite('snippets', () => {
    for (const [name, { prefix, description, body }] of Object.entries(snippets))
        test(name, () => {
            const text = around(withDefaults(body));
            const dockerfile = parseDockerfile(text);
            assert.deepEqual(dockerfile.errors, []);
            const findings = lint(
                { dockerfile, project: undefined, context: undefined, settings: defaultConfig.settings },
                { profile: 'strict', config: defaultConfig },
            );
            assert.deepEqual(
                findings.map(({ rule, message }) => `${rule}: ${message}`),
                [],
                text,
            );
            assert.match(prefix, /^go-[a-z-]+$/);
            assert.ok(description.length > 10 && !description.endsWith('.'));
        });

    test('no two share a prefix', () => {
        const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
        assert.equal(new Set(prefixes).size, prefixes.length);
    });
});
