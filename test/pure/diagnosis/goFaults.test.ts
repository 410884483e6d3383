import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { instructionOfStep, placesOfFault } from '../../../src/diagnosis/build/buildPlaces';
import { readGoFaults } from '../../../src/diagnosis/build/goFaults';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import type { Module, Project } from '../../../src/project/project';

const logs: readonly (readonly [name: string, log: string, faults: readonly string[]])[] = [
    [
        'the compiler prints a package and its faults',
        '# example.com/shop/cmd/worker\ncmd/worker/broken.go:3:18: cannot use "x" as int value\ncmd/worker/broken.go:4:1: undefined: y\n',
        [
            'compiler example.com/shop/cmd/worker cmd/worker/broken.go:3:18 cannot use "x" as int value',
            'compiler example.com/shop/cmd/worker cmd/worker/broken.go:4:1 undefined: y',
        ],
    ],
    [
        'a builder puts the time and the step before a line',
        '#12 3.456 # example.com/shop\n#12 3.457 ./main.go:7:2: undefined: run\n',
        ['compiler example.com/shop ./main.go:7:2 undefined: run'],
    ],
    [
        'vet says its name',
        '# example.com/shop [example.com/shop.test]\nvet: ./main.go:9:14: fmt.Printf format %d has arg s of wrong type string\n',
        ['vet example.com/shop ./main.go:9:14 fmt.Printf format %d has arg s of wrong type string'],
    ],
    [
        'a test names its package at the end',
        '--- FAIL: TestOrder (0.00s)\n    order_test.go:12: want 3, got 4\nFAIL\nFAIL\texample.com/shop/internal/order\t0.004s\nok  \texample.com/shop/internal/web\t0.1s\n',
        ['test example.com/shop/internal/order order_test.go:12:0 TestOrder: want 3, got 4'],
    ],
    ['a fault is said once', './a.go:1:1: x\n./a.go:1:1: x\n', ['compiler - ./a.go:1:1 x']],
    ['a log line of a program is no fault', '2026/11/24 10:00:00 main.go:12: started\nserver.go:80: listening\n', []],
    ['a stack is no fault of the compiler', 'goroutine 1 [running]:\n\t/src/main.go:9 +0x1d\n', []],
    ['other faults have no place', 'go: missing go.sum entry\n', []],
    ['carriage returns do not matter', '# p/q\r\na.go:2:3: bad\r\n', ['compiler p/q a.go:2:3 bad']],
];

suite('faults of Go in a log', () => {
    for (const [name, log, faults] of logs) {
        test(name, () => {
            assert.deepEqual(
                readGoFaults(log).map(
                    ({ from, package: path = '-', file, line, column, message }) =>
                        `${from} ${path} ${file}:${String(line)}:${String(column)} ${message}`,
                ),
                faults,
            );
        });
    }

    test('a log of any length is read in time', () => {
        const start = performance.now();
        readGoFaults(`${'a/'.repeat(200_000)}x.go`);
        readGoFaults('x.go '.repeat(200_000));
        readGoFaults(`${' '.repeat(200_000)}.go:1:1: x`);
        assert.ok(performance.now() - start < 2000);
    });
});

const module = (dir: string, path: string): Module => ({
    dir,
    path,
    inWorkspace: false,
    go: null,
    goSource: null,
    toolchain: null,
    vendored: false,
    hasSum: true,
    requires: [],
    cgo: false,
    cgoReasons: [],
    replacesOutside: [],
    privateHosts: [],
});
const project: Project = {
    root: '',
    workspace: false,
    workspaceDir: null,
    modules: [module('', 'example.com/shop'), module('tools', 'example.com/shop/tools')],
    commands: [],
    otherMains: [],
    faults: [],
};

const places: readonly (readonly [name: string, dockerfile: string, step: string, log: string, place: string])[] = [
    [
        'what is copied to WORKDIR stands at the root of the context',
        'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd/api\n',
        '[build 4/4] RUN go build -o /app ./cmd/api',
        'cmd/api/main.go:3:1: x',
        'cmd/api/main.go',
    ],
    [
        'a folder of the context that is copied elsewhere',
        'FROM golang:1.27\nWORKDIR /go/src/app\nCOPY backend ./\nRUN go build ./...\n',
        '[4/4] RUN go build ./...',
        './api/main.go:3:1: x',
        'backend/api/main.go',
    ],
    [
        'a bind mount, over several lines',
        'FROM golang:1.27 AS build\nWORKDIR /src\nRUN --mount=type=bind,target=. \\\n    # twice\n    --mount=type=cache,target=/root/.cache/go-build \\\n    go build -o /out/api ./cmd/api\n',
        '[build 3/3] RUN --mount=type=bind,target=.     --mount=type=cache,target=/root/.cache/go-build     go build -o /out/api ./cmd/api',
        'cmd/api/main.go:3:1: x',
        'cmd/api/main.go',
    ],
    [
        'variables, which a builder replaces',
        'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY backend .\nARG VERSION TARGETOS\nRUN GOOS=$TARGETOS GOARM=${TARGETVARIANT#v} go build -ldflags="-X main.version=$VERSION" -o /out/ ./api\n',
        '[build 4/4] RUN GOOS=linux GOARM= go build -ldflags="-X main.version=dev" -o /out/ ./api',
        'api/main.go:3:1: x',
        'backend/api/main.go',
    ],
    [
        'a `cd` before the build',
        'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN cd services/api && go build .\n',
        '[build 4/4] RUN cd services/api && go build .',
        './main.go:3:1: x',
        'services/api/main.go',
    ],
    [
        'an absolute path',
        'FROM golang:1.27 AS build\nCOPY lib /src/lib\nRUN go vet /src/lib\n',
        '[build 3/3] RUN go vet /src/lib',
        '/src/lib/x.go:3:1: x',
        'lib/x.go',
    ],
    [
        'a test by its package, in a module below another',
        'FROM golang:1.27 AS test\nWORKDIR /src\nCOPY . .\nRUN go test ./...\n',
        '[test 4/4] RUN go test ./...',
        '--- FAIL: TestX (0.00s)\n    x_test.go:12: no\nFAIL\texample.com/shop/tools/x\t0.1s',
        'tools/x/x_test.go',
    ],
];

suite('where a fault of a build stands in the workspace', () => {
    for (const [name, text, step, log, place] of places) {
        test(name, () => {
            const dockerfile = parseDockerfile(text);
            const instruction = instructionOfStep(dockerfile, step);
            assert.equal(instruction?.keyword, 'RUN');
            const [fault] = readGoFaults(log);
            assert.ok(fault);
            const [first] = placesOfFault(fault, { dockerfile, instruction, project });
            assert.equal(first, place);
        });
    }

    test('a step that is shown cut is found by its beginning', () => {
        const dockerfile = parseDockerfile('FROM golang\nRUN echo 1\nRUN go build -o /app ./cmd/api\n');
        const found = (step: string): number | undefined => instructionOfStep(dockerfile, step)?.words.length;
        assert.equal(found('[2/2] RUN go build -o /a...'), found('[2/2] RUN go build -o /app ./cmd/api'));
        assert.equal(found('[2/2] RUN go test -o /a...'), undefined);
    });

    test('of two stages with the same instruction the named one is meant', () => {
        const dockerfile = parseDockerfile('FROM golang AS a\nRUN go build .\nFROM golang AS b\nRUN go build .\n');
        assert.equal(instructionOfStep(dockerfile, '[b 2/2] RUN go build .')?.stage, 1);
        assert.equal(instructionOfStep(dockerfile, '[linux/arm64 b 2/2] RUN go build .')?.stage, 1);
        assert.equal(instructionOfStep(dockerfile, '[internal] load build context'), undefined);
    });
});
