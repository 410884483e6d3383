import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import type { Base } from '../../dockerfile/scope/scopes';
import { insertAt, insertLinesAfter, textOf } from '../edits';
import { installs, mayInstall } from '../installed';
import { createLineageTest } from '../lineage';
import { copyTarget } from '../instructions';
import type { Fix, Rule } from '../rule';

export const buildProgramMissing: Rule = {
    id: 'build-program-missing',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Programs that a build runs are installed',
    why: 'The Alpine variants of Go images have neither `git` nor `make` nor a C compiler. A step that needs one fails, and inside `$( )` it gives an empty text without a word.',
    examples: [
        {
            bad: 'FROM golang:1.27-alpine AS build\nWORKDIR /src\nCOPY . .\nRUN make build\n',
            good: 'FROM golang:1.27-alpine AS build\nRUN apk add --no-cache make\nWORKDIR /src\nCOPY . .\nRUN make build\n',
        },
    ],

    *check({ dockerfile }) {
        if (!dockerfile.stages.some((stage) => baseOf(dockerfile, stage)?.facts?.hasGo === true)) return;
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            if (base?.isComplete !== true || base.facts === undefined) continue;
            const settled = new Set<string>();
            for (const instruction of stage.instructions) {
                if (instruction.keyword !== 'RUN') continue;
                for (const command of commandsOf(dockerfile, instruction)) {
                    const name = command.name.value;
                    if (settled.has(name) || !mustBeThere(dockerfile, instruction, command, base)) continue;
                    // what is there stays there
                    settled.add(name);
                    if (isBrought(dockerfile, stage, instruction, name)) continue;
                    yield {
                        message: `\`${name}\` is not in \`${base.reference.text}\`, and nothing installs it`,
                        range: rangeOf(dockerfile, command.name),
                        fixes: install(dockerfile, stage, instruction, name),
                    };
                }
            }
        }
    },
};

/** The packages that bring a program, on Alpine. */
const packages: Readonly<Record<string, readonly string[]>> = {
    bash: ['bash'],
    curl: ['curl'],
    'g++': ['g++', 'build-base', 'alpine-sdk'],
    gcc: ['gcc', 'g++', 'build-base', 'alpine-sdk'],
    git: ['git', 'alpine-sdk', 'git-lfs'],
    jq: ['jq'],
    make: ['make', 'build-base', 'alpine-sdk'],
    node: ['nodejs', 'nodejs-current', 'npm'],
    npm: ['npm', 'nodejs-npm', 'nodejs-current-npm'],
    protoc: ['protobuf', 'protoc', 'protobuf-dev'],
    upx: ['upx'],
};

/** What may fail, or is tried first, need not be there. */
function mustBeThere(dockerfile: Dockerfile, instruction: Instruction, command: ShellCommand, base: Base): boolean {
    const { name, within, element, source } = command;
    const isAlpine = base.facts?.distribution === 'alpine' && (base.facts.hasGo || base.reference.path === 'alpine');
    if (!isAlpine || !name.isLiteral || !Object.hasOwn(packages, name.value)) return false;
    if (within.some((nesting) => !['group', 'substitution', 'subshell'].includes(nesting))) return false;
    return element.after?.kind !== '||' && source !== 'input' && !tests(dockerfile, instruction, name.value);
}

/** By the stages above, or by what stands before in the same one. */
function isBrought(dockerfile: Dockerfile, stage: Stage, instruction: Instruction, program: string): boolean {
    const parent = stage.parent === undefined ? undefined : dockerfile.stages[stage.parent];
    if (parent !== undefined && broughtAbove.get(program)?.(dockerfile, parent) === true) return true;
    if (installs(dockerfile, instruction, (name) => packages[program]?.includes(name) === true)) return true;
    return stage.instructions.some((each) => each.start < instruction.start && mayBring(dockerfile, each, program));
}

const broughtAbove = new Map(
    Object.keys(packages).map((program) => [
        program,
        createLineageTest((dockerfile, instruction) => mayBring(dockerfile, instruction, program)),
    ]),
);

function tests(dockerfile: Dockerfile, instruction: Instruction, program: string): boolean {
    return new RegExp(`(command -v|which|type|hash) ["']?${program.replaceAll('+', '\\+')}\\b`).test(
        textOf(dockerfile, instruction),
    );
}

function mayBring(dockerfile: Dockerfile, instruction: Instruction, program: string): boolean {
    const { keyword } = instruction;
    if (keyword === 'ADD') return true;
    if (mayInstall(dockerfile, instruction, (name) => packages[program]?.includes(name) === true)) return true;
    if (keyword !== 'COPY') return keyword === 'RUN' && textOf(dockerfile, instruction).includes(`/${program}`);
    const target = copyTarget(instruction)?.replace(/(.)\/$/, '$1') ?? '';
    const isFrom = instruction.flags.some(({ name }) => name === 'from');
    return isFrom && (target.endsWith(`/${program}`) || /^\/$|(^|\/)(usr|local|s?bin)$/.test(target));
}

/** Beside what is installed already, else in a step of its own; the compiler with the headers of libc. */
function install(dockerfile: Dockerfile, stage: Stage, before: Instruction, program: string): Fix[] {
    const [name] = Object.hasOwn(packages, program) ? (packages[program] ?? []) : [];
    if (name === undefined) return [];
    const words = ['gcc', 'g++'].includes(name) ? `${name} musl-dev` : name;
    const added = stage.instructions
        .filter(({ keyword, start }) => keyword === 'RUN' && start < before.start)
        .flatMap((run) => commandsOf(dockerfile, run))
        .find(({ name: apk, args }) => apk.value === 'apk' && args[0]?.value === 'add');
    const last = added?.args.at(-1);
    const edit =
        last === undefined
            ? insertLinesAfter(dockerfile, stage.from, `RUN apk add --no-cache ${words}`)
            : insertAt(dockerfile, last.end, ` ${words}`);
    return [{ title: `Install \`${name}\``, preferred: true, edits: [edit] }];
}
