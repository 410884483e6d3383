import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import type { BaseImage } from '../../facts/baseImages';
import { insertAt, insertLinesAfter, textOf } from '../edits';
import { mayHavePackage } from '../installed';
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
            const told = new Set<string>();
            for (const instruction of stage.instructions) {
                if (instruction.keyword !== 'RUN') continue;
                for (const command of commandsOf(dockerfile, instruction)) {
                    const name = command.name.value;
                    if (told.has(name) || !isMissing(dockerfile, stage, instruction, command, base.facts)) continue;
                    told.add(name);
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

function isMissing(
    dockerfile: Dockerfile,
    stage: Stage,
    instruction: Instruction,
    command: ShellCommand,
    { distribution, hasGo }: BaseImage,
): boolean {
    const { name, within, element, source } = command;
    const bringing = Object.hasOwn(packages, name.value) ? packages[name.value] : undefined;
    const isPlainAlpine =
        distribution === 'alpine' && (hasGo || baseOf(dockerfile, stage)?.reference.path === 'alpine');
    if (bringing === undefined || !isPlainAlpine || !name.isLiteral) return false;
    // what may fail, or is tried first, need not be there
    if (within.some((nesting) => nesting !== 'group' && nesting !== 'substitution' && nesting !== 'subshell'))
        return false;
    if (element.after?.kind === '||' || source === 'input' || tests(dockerfile, instruction, name.value)) return false;
    if (mayHavePackage(dockerfile, stage, (each) => bringing.includes(each), instruction)) return false;
    return !lineageOf(dockerfile, stage).some((member) =>
        member.instructions.some((each) => each.start < instruction.start && mayBring(dockerfile, each, name.value)),
    );
}

function tests(dockerfile: Dockerfile, instruction: Instruction, program: string): boolean {
    return new RegExp(`(command -v|which|type|hash) ["']?${program.replaceAll('+', '\\+')}\\b`).test(
        textOf(dockerfile, instruction),
    );
}

function mayBring(dockerfile: Dockerfile, instruction: Instruction, program: string): boolean {
    const { keyword } = instruction;
    if (keyword === 'ADD') return true;
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
