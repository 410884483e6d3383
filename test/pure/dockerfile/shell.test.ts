import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { unwrap, variableOf } from '../../../src/dockerfile/commandEnvironment';
import {
    argumentsWithoutFlags,
    findFlag,
    findGoFlag,
    flagValue,
    goFlagValue,
    hasFlag,
    programOf,
    removalOf,
    runs,
    standsAlone,
} from '../../../src/dockerfile/commandQueries';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { commandsOf, shellOf, type ShellCommand } from '../../../src/dockerfile/shell';
import { checkCases } from './cases';
import { describeShell } from './describeShell';

suite('what a shell runs', () => {
    checkCases('shell', (text) => describeShell(parseDockerfile(text)));
});

function commandsIn(body: string): readonly ShellCommand[] {
    const dockerfile = parseDockerfile(`FROM golang\nRUN ${body}\n`);
    const [, run] = dockerfile.instructions;
    assert.ok(run);
    return commandsOf(dockerfile, run);
}

function commandIn(body: string): ShellCommand {
    const [command] = commandsIn(body);
    assert.ok(command);
    return command;
}

suite('questions to a command', () => {
    test('a shell is parsed once', () => {
        const dockerfile = parseDockerfile('FROM golang\nRUN go build\n');
        const [, run] = dockerfile.instructions;
        assert.ok(run);
        assert.equal(shellOf(dockerfile, run), shellOf(dockerfile, run));
    });

    test('short flags may stand in a cluster', () => {
        const command = commandIn('apt-get -qy install --no-install-recommends -t=x git -- -z');
        assert.ok(hasFlag(command, '-y', '--yes'));
        assert.ok(hasFlag(command, '-q'));
        assert.ok(hasFlag(command, '-t'));
        assert.ok(hasFlag(command, '--no-install-recommends'));
        assert.ok(!hasFlag(command, '-n'));
        assert.ok(!hasFlag(command, '--no-install'));
        assert.ok(!hasFlag(command, '-z'), 'behind -- nothing is a flag');
        assert.equal(findFlag(command, '-y')?.raw, '-qy');
    });

    test('a flag has the value behind its equals sign or the next word', () => {
        const command = commandIn('useradd -u 1000 --gid=5 -u 1001 --home "/a b" me --shell');
        assert.equal(flagValue(command, '-u', '--uid'), '1001');
        assert.equal(flagValue(command, '-g', '--gid'), '5');
        assert.equal(flagValue(command, '--home'), '/a b');
        assert.equal(flagValue(command, '--shell'), undefined);
        assert.equal(flagValue(command, '--nothing'), undefined);
    });

    test('flags of Go programs take one dash or two', () => {
        const command = commandIn('go build -trimpath --ldflags="-s -w" -o /app ./cmd/api');
        assert.equal(findGoFlag(command, 'trimpath')?.value, '-trimpath');
        assert.equal(findGoFlag(command, 'race'), undefined);
        assert.equal(findGoFlag(command, 't'), undefined);
        assert.equal(goFlagValue(command, 'ldflags'), '-s -w');
        assert.equal(goFlagValue(command, 'o'), '/app');
    });

    test('arguments are what is left without flags and their values', () => {
        const words = (body: string, withValue?: string[]): string[] =>
            argumentsWithoutFlags(commandIn(body), withValue).map(({ value }) => value);
        assert.deepEqual(words('apk add --virtual deps git -t x=1 -- -y'), ['add', 'deps', 'git', 'x=1', '-y']);
        assert.deepEqual(words('apk add --virtual deps git -t x=1', ['--virtual', '-t']), ['add', 'git']);
        assert.deepEqual(words('cat - file'), ['-', 'file']);
    });

    test('a program counts by its literal name and its subcommand', () => {
        assert.ok(runs(commandIn('GOOS=linux go -C dir build'), ['go'], 'dir'));
        assert.ok(runs(commandIn('apt-get -y install x'), ['apt', 'apt-get'], 'install'));
        assert.ok(!runs(commandIn('apt-get update'), ['apt-get'], 'install'));
        assert.ok(!runs(commandIn('$APT install'), ['$APT'], 'install'));
        assert.equal(programOf(commandIn('$APT install')), undefined);
        assert.equal(programOf(commandIn('"go" build')), 'go');
    });

    test('a command can be taken out of its chain', () => {
        const without = (body: string, name: string): string | undefined => {
            const text = `FROM golang\nRUN ${body}\n`;
            const dockerfile = parseDockerfile(text);
            const [, run] = dockerfile.instructions;
            assert.ok(run);
            const command = commandsOf(dockerfile, run).find((candidate) => candidate.name.value === name);
            assert.ok(command);
            const removal = standsAlone(command) ? removalOf(command.element) : undefined;
            return removal && (text.slice(0, removal.start) + text.slice(removal.end)).slice(16).trimEnd();
        };
        assert.equal(without('a && cd x && c', 'cd'), 'a && c');
        assert.equal(without('cd x && \\\n    c', 'cd'), 'c');
        assert.equal(without('a; \\\n # why\n cd x', 'cd'), 'a');
        assert.equal(without('a && (b; cd x)', 'cd'), 'a && (b)');
        assert.equal(without('cd x', 'cd'), undefined);
        assert.equal(without('a && cd x | b', 'cd'), undefined);
    });
});

suite('the environment of a command', () => {
    test('programs that run others are looked through', () => {
        const words = (body: string): string => {
            const { name, args, assignments } = unwrap(commandIn(body));
            return [
                ...assignments.map((given) => `${given.name}:${given.value?.value ?? ''}`),
                name.value,
                ...args.map(({ value }) => value),
            ].join(' ');
        };
        assert.equal(words('A=1 env -i B="2 3" -u C go build -o x'), 'A:1 B:2 3 go build -o x');
        assert.equal(words('exec sudo -u me nice -n 5 time -p go run .'), 'go run .');
        assert.equal(words('env A=1'), 'env A=1');
        assert.equal(words('sudo -u me'), 'sudo -u me');
        assert.equal(words('go env'), 'go env');
        assert.equal(words('$env go'), '$env go');
    });

    test('a variable is given before a command, exported, or set by ENV, ARG and the base image', () => {
        const dockerfile = parseDockerfile(`FROM golang:1.26
ENV CGO_ENABLED=1
ARG GOOS=linux GOARCH TARGETARCH
RUN go version && CGO_ENABLED=0 go build && export GOFLAGS=-mod=vendor GOARM=$GOOS && GOOS=darwin; go test && X=1 && go vet && Y=1 && export Y && env Z=\`id\` go run .
`);
        const run = dockerfile.instructions.at(-1);
        assert.ok(run);
        const is = (subcommand: string, name: string): string | undefined => {
            const command = commandsOf(dockerfile, run)
                .map(unwrap)
                .find(({ args }) => args[0]?.value === subcommand);
            assert.ok(command);
            const found = variableOf(dockerfile, run, command, name);
            return (
                found &&
                `${found.value ?? 'unknown'} ${found.span ? dockerfile.text.slice(found.span.start, found.span.end) : ''}`
            );
        };
        assert.equal(is('version', 'CGO_ENABLED'), '1 CGO_ENABLED=1');
        assert.equal(is('build', 'CGO_ENABLED'), '0 CGO_ENABLED=0');
        assert.equal(is('build', 'GOPATH'), '/go ');
        assert.equal(is('build', 'GOOS'), 'linux GOOS=linux');
        assert.equal(is('build', 'GOFLAGS'), undefined);
        assert.equal(is('test', 'GOFLAGS'), '-mod=vendor GOFLAGS=-mod=vendor');
        assert.equal(is('test', 'GOARM'), 'linux GOARM=$GOOS');
        assert.equal(is('test', 'GOOS'), 'darwin GOOS=darwin');
        assert.equal(is('test', 'GOARCH'), undefined, 'an ARG without a value');
        assert.equal(is('test', 'TARGETARCH'), 'unknown TARGETARCH');
        assert.equal(is('vet', 'X'), undefined, 'not exported');
        assert.equal(is('run', 'Y'), '1 Y=1');
        assert.equal(is('run', 'Z'), 'unknown Z=`id`');
    });
});
