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

/** Dockerfiles of about that many lines. */
export const shapes: Readonly<Record<string, (lines: number) => string>> = {
    'stages of twenty lines': stages,
    'one stage of RUN, COPY and ENV': (lines) =>
        `FROM golang\n${'RUN apt-get update && cd x && go build main.go\nCOPY . .\nENV API_KEY=x PATH=$PATH:/x\nWORKDIR a\n'.repeat(lines / 4)}CMD app\n`,
    'one RUN of many lines': (lines) =>
        `FROM debian\nRUN apt-get update${' \\\n && apt-get install -y git'.repeat(lines)}\n`,
    'a shell-less stage': (lines) => `FROM scratch\n${'RUN /app x\nCOPY a /a\n'.repeat(lines / 2)}`,
};

export function stages(lines: number): string {
    return Array.from({ length: lines / 20 }, (_, index) => stage(index)).join('');
}
