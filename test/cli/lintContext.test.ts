import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { folderOf, runIn } from './cases';

const dockerfile = `FROM golang:1.27 AS build
WORKDIR /src
COPY services/api/go.mod services/api/go.sum ./
RUN go mod download
COPY services/api/ .
RUN go build -o /app ./cmd/gone
`;
const api = {
    'services/api/Dockerfile': dockerfile,
    'services/api/go.mod': 'module example.com/api\n\ngo 1.27\n\nrequire golang.org/x/text v0.31.0\n',
    'services/api/go.sum': 'golang.org/x/text v0.31.0 h1:abc=\n',
    'services/api/cmd/api/main.go': 'package main\n\nfunc main() {\n\tprintln("api")\n}\n',
};
const lint = ['lint', '--format', 'gnu', '--rule', 'go-package-missing', '--rule', 'copy-ignored-file'];
const compose = 'services:\n  api:\n    build:\n      context: .\n      dockerfile: services/api/Dockerfile\n';

interface Case {
    readonly title: string;
    readonly files: Readonly<Record<string, string>>;
    readonly more?: readonly string[];
    readonly want: RegExp;
}

const cases: readonly Case[] = [
    { title: 'without compose it is the root of the module', files: {}, want: /^$/ },
    {
        title: 'compose names another, and the project is read from there',
        files: { 'compose.yaml': compose },
        want: /^services\/api\/Dockerfile:6:\d+: .*`\.\/cmd\/gone` is no folder with Go sources/,
    },
    {
        title: 'the ignore file of that folder counts',
        files: { 'docker-compose.yml': compose, '.dockerignore': 'services/api/go.sum\n' },
        want: /^services\/api\/Dockerfile:3:\d+: .*`services\/api\/go\.sum`/,
    },
    { title: 'not with --no-project', files: { 'compose.yaml': compose }, more: ['--no-project'], want: /^$/ },
    {
        title: 'a context inside the module has no module',
        files: {
            'services/api/compose.yaml': 'services:\n  api:\n    build: { context: cmd, dockerfile: ../Dockerfile }\n',
        },
        want: /^$/,
    },
    {
        title: 'compose that leads out of what is worked on is not followed',
        files: {
            'compose.yaml':
                'services:\n  api:\n    build: { context: ../.., dockerfile: x/y/services/api/Dockerfile }\n',
        },
        want: /^$/,
    },
];

suite('the build context at the command line', () => {
    for (const { title, files, more = [], want } of cases)
        test(title, async (t) => {
            const folder = folderOf(t, { ...api, ...files });
            const { output, errors } = await runIn(folder, [...lint, ...more, 'services/api/Dockerfile']);
            assert.equal(errors, '');
            assert.match(output, want);
        });
});
