import { unwrap, variableOf } from '../dockerfile/commandEnvironment';
import { baseOf, exposedPorts, processOf } from '../dockerfile/configuration';
import { commandsOf } from '../dockerfile/shell';
import { lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { runtimeBases } from '../facts/runtimeBases';
import type { Command } from '../project/project';
import { insertAt, replaceSpan } from './edits';
import { environmentOf, type GoCommand } from './goCommands';
import { programBuiltBy } from './goPackages';
import { copiedPaths } from './instructions';
import type { Fix, Profile, Subject } from './rule';

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

/** Packages of the standard library that use libc when they can: net and os/user. */
function usesNetwork({ ports, routes, services, needsCertificates, grpc }: Command): boolean {
    return ports.length + routes.length + services.length > 0 || needsCertificates || grpc;
}

/** What only collects files for others is never started. */
export function isStarted(dockerfile: Dockerfile, stage: Stage): boolean {
    const { entrypoint, command } = processOf(dockerfile, stage);
    return (entrypoint ?? command) !== undefined;
}

export function bringsLibc(instruction: Instruction): boolean {
    if (instruction.keyword === 'ADD') return true;
    if (instruction.keyword !== 'COPY') return false;
    return copiedPaths(instruction).some(
        ({ value }) => value === '/' || /(^|\/)(lib|lib64|ld-|libc[.-])|root|fs\b|\*/.test(value),
    );
}

export interface LinkingVerdict {
    readonly profile: Profile;
    /** `undefined` where the program's sources are not known. */
    readonly needsCgo: boolean | undefined;
}

/** Without the program's sources, what is built by default may do without libc; what is exposed listens, and so does not. */
export function judgeLinking(
    subject: Subject,
    stage: Stage,
    builder: Stage,
    command: GoCommand,
    use: CgoUse,
): LinkingVerdict | undefined {
    const program = programBuiltBy(subject, builder, command);
    if (program === undefined) {
        const isCertain = use === 'explicit' || exposedPorts(subject.dockerfile, stage).length > 0;
        return { profile: isCertain ? 'recommended' : 'strict', needsCgo: undefined };
    }
    if (program.cgo) return { profile: 'recommended', needsCgo: true };
    return usesNetwork(program) ? { profile: 'recommended', needsCgo: false } : undefined;
}

export function switchCgoOff(dockerfile: Dockerfile, command: GoCommand, preferred: boolean): Fix {
    const own = unwrap(command.command).assignments.findLast(({ name }) => name === 'CGO_ENABLED');
    const set = variableOf(dockerfile, command.instruction, command.command, 'CGO_ENABLED');
    const span = own ?? set?.span;
    const edit =
        span === undefined
            ? insertAt(dockerfile, command.command.start, 'CGO_ENABLED=0 ')
            : replaceSpan(dockerfile, span, 'CGO_ENABLED=0');
    return { title: 'Build without cgo', preferred, edits: [edit] };
}

/** A base with the builder's libc. */
export function changeBase(dockerfile: Dockerfile, stage: Stage, builder: Stage): Fix[] {
    const libc = baseOf(dockerfile, builder)?.facts?.libc;
    const base = runtimeBases.find((candidate) => candidate.libc === libc);
    if (base === undefined || stage.image === undefined || libc === 'none') return [];
    return [
        {
            title: `Run on \`${base.image}\``,
            preferred: false,
            edits: [replaceSpan(dockerfile, stage.image, base.image)],
        },
    ];
}
