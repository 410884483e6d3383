import { findGoFlag, goFlagValue } from '../dockerfile/commandQueries';
import { baseOf } from '../dockerfile/configuration';
import { commandsOf } from '../dockerfile/shell';
import { lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { Command, Project } from '../project/project';
import { environmentOf, packagesOf, type GoCommand } from './goCommands';

/** Why a build surely links its program with libc: `explicit` by CGO_ENABLED=1, `default` because a C compiler is there. */
export type CgoUse = 'explicit' | 'default';

export function cgoUseOf(dockerfile: Dockerfile, stage: Stage, command: GoCommand): CgoUse | undefined {
    if (isLinkedStatically(dockerfile, command)) return undefined;
    const enabled = environmentOf(dockerfile, command, 'CGO_ENABLED');
    if (enabled === '1') return 'explicit';
    const facts = baseOf(dockerfile, stage)?.facts;
    if (enabled !== '' || facts?.hasGo !== true || facts.os !== 'linux') return undefined;
    const hasCompiler =
        facts.distribution === 'debian' || (facts.distribution === 'alpine' && addsCompiler(dockerfile, stage));
    return hasCompiler && !isCrossBuild(dockerfile, command) ? 'default' : undefined;
}

/** Cross-compiling switches cgo off; a target from the builder's own arguments is mostly the machine's own. */
function isCrossBuild(dockerfile: Dockerfile, command: GoCommand): boolean {
    const system = environmentOf(dockerfile, command, 'GOOS');
    const architecture = environmentOf(dockerfile, command, 'GOARCH');
    return !['', 'linux', undefined].includes(system) || !['', 'amd64', undefined].includes(architecture);
}

function isLinkedStatically(dockerfile: Dockerfile, command: GoCommand): boolean {
    const flags = environmentOf(dockerfile, command, 'GOFLAGS') ?? '-static';
    const texts = [flags, ...command.command.args.flatMap(({ raw, value }) => [raw, value])];
    return texts.some((text) => /-static\b|netgo|\$/.test(text));
}

const compilers = new Set(['gcc', 'g++', 'build-base', 'clang', 'alpine-sdk']);

function addsCompiler(dockerfile: Dockerfile, stage: Stage): boolean {
    return lineageOf(dockerfile, stage)
        .flatMap(({ instructions }) => instructions)
        .some((instruction) =>
            commandsOf(dockerfile, instruction).some(
                ({ name, args }) => name.value === 'apk' && args.some(({ value }) => compilers.has(value)),
            ),
        );
}

/** The program of the project that a `go build` makes, where its package tells. */
export function programBuiltBy(project: Project, command: GoCommand): Command | undefined {
    const [first, ...others] = packagesOf(command).map(({ value }) => value.replace(/\/$/, ''));
    if (others.length > 0 || first?.includes('...') === true) return undefined;
    const wanted = first === undefined ? '.' : first.replace(/\/[^/]+\.go$/, '').replace(/^[^/]+\.go$/, '.');
    return project.commands.find((candidate) => candidate.package === wanted || candidate.package === `./${wanted}`);
}

/** Packages of the standard library that use libc when they can: net and os/user. */
export function usesNetwork({ ports, routes, services, needsCertificates, grpc }: Command): boolean {
    return ports.length + routes.length + services.length > 0 || needsCertificates || grpc;
}

/** Where the program is written; `undefined` without `-o`. */
export function outputOf({ command }: GoCommand): string | undefined {
    return findGoFlag(command, 'o') === undefined ? undefined : goFlagValue(command, 'o');
}
