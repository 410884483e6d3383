/** How long a Dockerfile takes to be parsed and judged, warm; printed with the budget and the growth from size to size. */
import { performance } from 'node:perf_hooks';
import { parseDockerfile } from '../../src/dockerfile/parse';
import { defaultConfig } from '../../src/rules/config';
import { rules } from '../../src/rules/index';
import { judge } from '../../src/rules/lint';
import type { Rule } from '../../src/rules/rule';

/** Twenty lines of the kinds that real Dockerfiles have. */
const stage = (index: number): string => `
# Stage ${index} builds a program.
FROM golang:1.27-alpine AS build${index}
ARG VERSION=dev
ENV CGO_ENABLED=0 GOFLAGS=-trimpath
WORKDIR /src/${index}
RUN apk add --no-cache git ca-certificates \\
    && adduser -D -u 65532 app
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build \\
    GOOS=linux go build -ldflags "-s -X main.version=$VERSION" -o /out/app${index} ./cmd/app
FROM debian:trixie-slim AS final${index}
RUN apt-get update && apt-get install -y --no-install-recommends curl \\
    && rm -rf /var/lib/apt/lists/*
COPY --from=build${index} /out/app${index} /app
USER 65532:65532
ENTRYPOINT ["/app"]
`;

const shapes: Readonly<Record<string, (lines: number) => string>> = {
    'stages of twenty lines': (lines) => Array.from({ length: lines / 20 }, (_, index) => stage(index)).join(''),
    'one stage of RUN, COPY and ENV': (lines) =>
        `FROM golang\n${'RUN apt-get update && cd x && go build main.go\nCOPY . .\nENV API_KEY=x PATH=$PATH:/x\nWORKDIR a\n'.repeat(lines / 4)}CMD app\n`,
    'one RUN of many lines': (lines) =>
        `FROM debian\nRUN apt-get update${' \\\n && apt-get install -y git'.repeat(lines)}\n`,
    'a shell-less stage': (lines) => `FROM scratch\n${'RUN /app x\nCOPY a /a\n'.repeat(lines / 2)}`,
};

const options = { profile: 'all', config: defaultConfig } as const;

function lintOnce(text: string, judges: readonly Rule[]): number {
    const dockerfile = parseDockerfile(text);
    return judge(
        { dockerfile, project: undefined, context: undefined, settings: defaultConfig.settings },
        judges,
        options,
    ).length;
}

/** Processor time, so that a busy machine gives the same numbers; what other threads (the garbage collector) do counts too. */
function milliseconds(text: string, judges: readonly Rule[] = rules): number {
    const times: number[] = [];
    const deadline = performance.now() + 1000;
    while (times.length < 5 || (performance.now() < deadline && times.length < 100)) {
        const before = process.cpuUsage();
        lintOnce(text, judges);
        const { user, system } = process.cpuUsage(before);
        times.push((user + system) / 1000);
    }
    return Math.min(...times);
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const budgets = new Map([
    [200, 5],
    [10_000, 150],
]);

for (const [name, shape] of Object.entries(shapes)) {
    print(name);
    let previous: { lines: number; time: number } | undefined;
    for (const lines of [50, 200, 1000, 10_000]) {
        const text = shape(lines);
        const time = milliseconds(text);
        const budget = budgets.get(lines);
        const growth = previous && time / previous.time / (lines / previous.lines);
        print(
            `  ${String(lines).padStart(6)} lines ${time.toFixed(2).padStart(8)} ms, ${lintOnce(text, rules)} findings` +
                (budget === undefined ? '' : `, ${(time / budget).toFixed(2)} of the budget`) +
                (growth === undefined ? '' : `, ${growth.toFixed(2)} times linear`),
        );
        previous = { lines, time };
    }
}

if (process.argv.includes('--rules')) {
    const text = shapes['stages of twenty lines']?.(10_000) ?? '';
    const parse = milliseconds(text, []);
    print(`parse ${parse.toFixed(1)} ms; each rule beyond that, alone:`);
    for (const rule of rules) print(`  ${(milliseconds(text, [rule]) - parse).toFixed(1).padStart(7)} ms ${rule.id}`);
}
