import { baseOf, processOf, userAt } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf } from '../../dockerfile/shell';
import { finalStage, lineageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { insertLinesAfter, insertLinesBefore, replaceSpan } from '../edits';
import type { Alias, Fault, Fix, Rule, Subject } from '../rule';

/** The user of distroless images; any number but 0 does. */
const nonroot = '65532:65532';

export const finalUserRoot: Rule = {
    id: 'final-user-root',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'The program does not run as root',
    why: 'Whoever breaks out of a program that runs as root is root in the container, and often more. Clusters refuse such images, too.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY app /app\nENTRYPOINT ["/app"]\n',
            good: `FROM alpine:3.24\nCOPY app /app\nUSER ${nonroot}\nENTRYPOINT ["/app"]\n`,
        },
        {
            bad: 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nUSER root\nENTRYPOINT ["/app"]\n',
            good: `FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nUSER ${nonroot}\nENTRYPOINT ["/app"]\n`,
        },
    ],
    covers: [
        'hadolint:DL3002',
        'trivy:DS-0002',
        'checkov:CKV_DOCKER_3',
        'checkov:CKV_DOCKER_8',
        'kics:fd54f200',
        'kics:67fd0c4a',
    ],

    *check(subject) {
        const { dockerfile } = subject;
        const final = finalStage(dockerfile);
        if (final === undefined) return;
        const effective = userAt(dockerfile, final).instruction;
        const isDropped = dropsRights(dockerfile, final);
        for (const stage of dockerfile.stages) {
            const user = stage.instructions.findLast(({ keyword }) => keyword === 'USER');
            if (user === undefined || !/^(root|0)(:|$)/.test(rawOf(user))) continue;
            const isFinal = user === effective && !isDropped;
            yield {
                message: isFinal ? `The program runs as \`${rawOf(user)}\`` : `This stage ends as \`${rawOf(user)}\``,
                range: rangeOf(dockerfile, user.words[0] ?? user),
                aliases: aliasesOf(dockerfile, user),
                profile: isFinal ? 'recommended' : 'off',
                fixes: isFinal ? [fixUser(subject, final, user)] : [],
            };
        }
        if (effective === undefined) yield* judgeBase(subject, final, isDropped);
    },
};

/** KICS lets `scratch` pass. */
const noUserAtAll: readonly Alias[] = ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'kics:fd54f200'];

/** Without a USER it is the base image's. What is never started, an artifact or a base for others, needs none. */
function* judgeBase(subject: Subject, final: Stage, isDropped: boolean): Iterable<Fault> {
    const { dockerfile } = subject;
    const base = baseOf(dockerfile, final);
    const { entrypoint, command } = processOf(dockerfile, final);
    const user = base?.facts?.user;
    const hasAnyUser = dockerfile.instructions.some(({ keyword }) => keyword === 'USER');
    const range = rangeOf(dockerfile, final.image ?? final.from);
    const isBare = final.image?.value === 'scratch';
    const aliases = hasAnyUser ? [] : noUserAtAll.filter((alias) => !isBare || !alias.startsWith('kics:'));
    const isStarted = (entrypoint ?? command) !== undefined && !isDropped;
    if (base === undefined || user === undefined || !base.isComplete || !isStarted) {
        // other tools know neither base images nor what starts
        if (!hasAnyUser) yield { message: 'No `USER` is set', range, aliases, profile: 'off' };
        return;
    }
    const image = `\`${base.reference.text}\``;
    yield {
        message:
            user === 'root'
                ? `The program runs as root: no \`USER\` is set, and ${image} sets none`
                : `No \`USER\` is set: the program runs as \`${user}\` only as long as ${image} says so`,
        range,
        aliases,
        // right today, and a matter of policy
        profile: user === 'root' ? 'recommended' : 'strict',
        fixes: [fixUser(subject, final, undefined)],
    };
}

function rawOf({ words }: Instruction): string {
    return words.map(({ raw }) => raw).join(' ');
}

/** The last USER of the file decides for trivy and checkov, the last one of each stage for hadolint. */
function aliasesOf({ instructions }: Dockerfile, user: Instruction): Alias[] {
    const isLast = instructions.findLast(({ keyword }) => keyword === 'USER') === user;
    return [
        'hadolint:DL3002',
        ...(isLast ? (['trivy:DS-0002'] as const) : []),
        ...(isLast && rawOf(user) === 'root' ? (['checkov:CKV_DOCKER_8', 'kics:67fd0c4a'] as const) : []),
    ];
}

const droppers = /(?:^|[/=@])(?:gosu|su-exec|setpriv|runuser|s6-setuidgid)(?:$|[/=@])/;

/** Programs that start as root and step down by themselves. */
function dropsRights(dockerfile: Dockerfile, stage: Stage): boolean {
    return lineageOf(dockerfile, stage)
        .flatMap(({ instructions }) => instructions)
        .some((instruction) =>
            commandsOf(dockerfile, instruction).some(({ name, args }) =>
                [name, ...args].some(({ value }) => droppers.test(value)),
            ),
        );
}

/** A program that writes files, or a base with folders of its own, may need root: then a person decides. */
function fixUser({ dockerfile, project }: Subject, final: Stage, user: Instruction | undefined): Fix {
    const writes = project?.commands.some(({ writesFiles }) => writesFiles.length > 0);
    const isBare = baseOf(dockerfile, final)?.facts?.shell === undefined;
    const { entrypoint, command } = processOf(dockerfile, final);
    const last = final.instructions.findLast(({ keyword }) => ['RUN', 'COPY', 'ADD', 'WORKDIR'].includes(keyword));
    const process = [entrypoint, command]
        .filter((each) => each !== undefined && each.stage === final.index && each.start > (last?.start ?? 0))
        .sort((a, b) => (a?.start ?? 0) - (b?.start ?? 0))[0];
    const word = user?.words[0];
    const needsRoot = user === undefined || user.stage !== final.index || (last?.start ?? 0) > user.start;
    const edit =
        word !== undefined && !needsRoot
            ? replaceSpan(dockerfile, { start: word.start, end: user.body.end }, nonroot)
            : process !== undefined
              ? insertLinesBefore(dockerfile, process, `USER ${nonroot}`)
              : insertLinesAfter(dockerfile, final.instructions.at(-1) ?? final.from, `USER ${nonroot}`);
    return {
        title: `Run as \`${nonroot}\``,
        preferred: writes === false || (writes === undefined && isBare),
        edits: [edit],
    };
}
