import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import type { BaseImage } from '../../facts/baseImages';
import { insertLinesBefore, removeInstruction, replaceSpan, textOf } from '../edits';
import { isShellForm } from '../execForm';
import { mayHavePackage } from '../installed';
import { copyTarget } from '../instructions';
import type { Fix, Rule, Subject } from '../rule';
import { lacksShell } from '../shellPresence';
import { programStartedIn } from '../startedProgram';

export const programMissingInImage: Rule = {
    id: 'program-missing-in-image',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Health checks and entry points use programs that the image has',
    why: 'Small images have no `curl`, and the smallest have no shell. A health check that cannot start says `unhealthy` for ever, and an entry point that is not there ends the container.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY app /app\nUSER 65532:65532\nHEALTHCHECK CMD ["curl", "-f", "http://localhost:8080/healthz"]\nENTRYPOINT ["/app"]\n',
            good: 'FROM alpine:3.24\nCOPY app /app\nUSER 65532:65532\nHEALTHCHECK CMD ["wget", "-q", "--spider", "http://localhost:8080/healthz"]\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check(subject) {
        const { dockerfile } = subject;
        for (const stage of dockerfile.stages)
            for (const instruction of lastOf(stage, 'HEALTHCHECK', 'CMD', 'ENTRYPOINT')) {
                const base = baseOf(dockerfile, stage);
                if (base?.isComplete !== true || base.facts?.os !== 'linux') continue;
                // the other rule says that there is no shell
                if (isShellForm(instruction) && lacksShell(dockerfile, stage, instruction)) continue;
                const command = commandsOf(dockerfile, instruction).find((each) =>
                    isMissing(dockerfile, stage, each, base.facts),
                );
                if (command === undefined) continue;
                yield {
                    message: `\`${command.name.value}\` is not in \`${base.reference.text}\`, and nothing puts it there`,
                    range: rangeOf(dockerfile, command.name),
                    fixes: fixesOf(subject, stage, instruction, command),
                };
            }
    },
};

/** The last one counts. */
function lastOf({ instructions }: Stage, ...keywords: readonly string[]): Instruction[] {
    const found = keywords.map((keyword) => instructions.findLast((each) => each.keyword === keyword));
    return found.filter((each) => each !== undefined);
}

/** Programs that people expect, and the packages that bring them beside the one of their name. */
const programs: Readonly<Record<string, readonly string[]>> = {
    curl: [],
    wget: [],
    bash: [],
    sh: ['bash', 'busybox', 'dash'],
    nc: ['netcat-openbsd', 'netcat', 'netcat-traditional', 'ncat', 'busybox'],
    jq: [],
};

function isMissing(
    dockerfile: Dockerfile,
    stage: Stage,
    { name, within }: ShellCommand,
    facts: BaseImage | undefined,
): boolean {
    const program = /^(?:(?:\/usr)?(?:\/local)?\/bin\/)?(\w+)$/.exec(name.value)?.[1] ?? '';
    const packages = Object.hasOwn(programs, program) ? programs[program] : undefined;
    if (packages === undefined || !name.isLiteral || within.includes('condition')) return false;
    if (facts === undefined || !lacks(facts, program)) return false;
    if (mayHavePackage(dockerfile, stage, (each) => each === program || packages.includes(each))) return false;
    return !lineageOf(dockerfile, stage).some(({ instructions }) =>
        instructions.some((each) => mayBring(dockerfile, each, program)),
    );
}

function lacks({ distribution, shell, hasGo, libc }: BaseImage, program: string): boolean {
    if (shell === undefined) return libc === 'none' || distribution === 'distroless';
    if (hasGo && distribution === 'debian') return program === 'jq' || program === 'nc';
    if (distribution === 'alpine') return ['curl', 'bash', 'jq'].includes(program);
    if (distribution === 'busybox') return ['curl', 'bash', 'jq'].includes(program);
    return (distribution === 'debian' || distribution === 'ubuntu') && ['curl', 'wget', 'nc', 'jq'].includes(program);
}

/** A copy under that name or of whole folders, an archive, or a step that mentions it. */
function mayBring(dockerfile: Dockerfile, instruction: Instruction, program: string): boolean {
    const { keyword } = instruction;
    if (keyword === 'ADD') return true;
    if (keyword === 'RUN') return new RegExp(`\\b${program}\\b|busybox|/bin\\b`).test(textOf(dockerfile, instruction));
    if (keyword !== 'COPY') return false;
    const target = copyTarget(instruction)?.replace(/(.)\/$/, '$1') ?? '';
    return (
        new RegExp(`\\b${program}\\b|busybox|rootfs|\\*`).test(textOf(dockerfile, instruction)) ||
        /(^|\/)s?bin$/.test(target) ||
        (target === '/' &&
            / \/[\w/-]*\/? +\/$/.test(textOf(dockerfile, instruction)) &&
            / \/ +\/$| \/[\w-]+\/ +\/$/.test(textOf(dockerfile, instruction)))
    );
}

function fixesOf(subject: Subject, stage: Stage, instruction: Instruction, command: ShellCommand): Fix[] {
    const { dockerfile } = subject;
    if (instruction.keyword !== 'HEALTHCHECK') return [];
    const facts = baseOf(dockerfile, stage)?.facts;
    const asking = askItself(subject, stage, instruction);
    if (asking !== undefined) return [asking];
    if (
        command.name.value.endsWith('curl') &&
        (facts?.distribution === 'alpine' || facts?.distribution === 'busybox')
    ) {
        const fix = useWget(dockerfile, instruction, command);
        if (fix !== undefined) return [fix];
    }
    if (facts?.packageManager === undefined)
        return [
            { title: 'Remove the health check', preferred: false, edits: [removeInstruction(dockerfile, instruction)] },
        ];
    const [first] = stage.instructions;
    const install = installLine(facts, command.name.value);
    if (install === undefined || first === undefined) return [];
    return [
        {
            title: `Install \`${command.name.value}\``,
            preferred: false,
            edits: [insertLinesBefore(dockerfile, first, install)],
        },
    ];
}

/** `curl -f URL` as `wget -q --spider URL`, where no other flag wants more. */
function useWget(dockerfile: Dockerfile, instruction: Instruction, { name, args }: ShellCommand): Fix | undefined {
    const urls = args.filter(({ value }) => !value.startsWith('-'));
    const flags = args.filter(({ value }) => value.startsWith('-'));
    const [url] = urls;
    const last = args.at(-1);
    if (url === undefined || last === undefined || urls.length > 1) return undefined;
    if (!flags.every(({ value }) => /^(-[fsSL]+|--fail|--silent|--show-error|--location)$/.test(value)))
        return undefined;
    const words = ['wget', '-q', '--spider'];
    const isJson = instruction.json?.valid === true;
    const text = isJson
        ? [...words.map((word) => JSON.stringify(word)), url.raw].join(', ')
        : [...words, url.raw].join(' ');
    return {
        title: 'Use the `wget` that the image has',
        preferred: true,
        edits: [replaceSpan(dockerfile, { start: name.start, end: last.end }, text)],
    };
}

/** The program of the project that knows how to ask itself. */
function askItself(subject: Subject, stage: Stage, { body, flags, ...instruction }: Instruction): Fix | undefined {
    const started = programStartedIn(subject, stage);
    const health = started?.program.healthArgument;
    const start = instruction.words[0]?.start ?? body.start;
    if (started === undefined || health === undefined || health === null || flags.some(({ start: at }) => at > start))
        return undefined;
    const test = `CMD ${JSON.stringify([started.path, health.argument]).replace(',', ', ')}`;
    return {
        title: 'Let the program ask itself',
        preferred: true,
        edits: [replaceSpan(subject.dockerfile, { start, end: body.end }, test)],
    };
}

function installLine({ packageManager }: BaseImage, program: string): string | undefined {
    if (packageManager === 'apk') return `RUN apk add --no-cache ${program}`;
    if (packageManager !== 'apt') return undefined;
    return `RUN apt-get update && apt-get install -y --no-install-recommends ${program} && rm -rf /var/lib/apt/lists/*`;
}
