import { rangeOf } from '../../dockerfile/positions';
import type { ShellCommand, ShellWord } from '../../dockerfile/shell';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { replaceSpan, textOf } from '../edits';
import { blocksOf } from '../instructions';
import { plainCommandsOf } from '../plainCommands';
import { withReports } from '../reports';
import type { Fault, Fix, Rule } from '../rule';
import { trivyArguments } from '../trivy';
import { partsOf } from '../trivyRuns';

export const wgetAndCurl: Rule = {
    id: 'wget-and-curl',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'off',
    summary: 'A stage uses `wget` or `curl`, not both',
    why: 'Either does what the other does: the second one is only one more thing to install and to update.',
    examples: [
        {
            bad: 'FROM debian:trixie-slim AS fetch\nRUN curl -O https://example.com/a\nRUN wget -q https://example.com/b\n',
            good: 'FROM debian:trixie-slim AS fetch\nRUN curl -O https://example.com/a\nRUN curl -fsSLO https://example.com/b\n',
        },
    ],
    covers: ['hadolint:DL4001', 'trivy:DS-0014'],

    *check({ dockerfile }) {
        const fetching = reportedWgets(dockerfile);
        yield* withReports(dockerfile, judge(dockerfile), 'RUN', [
            {
                alias: 'trivy:DS-0014',
                reports: (run) => fetching.has(run),
                message: '`wget` is used beside `curl`',
            },
        ]);
    },
};

function* judge(dockerfile: Dockerfile): Iterable<Fault> {
    for (const { instructions } of blocksOf(dockerfile)) yield* judgeRuns(dockerfile, instructions);
    const triggers = dockerfile.instructions.flatMap(({ trigger }) => trigger ?? []);
    yield* judgeRuns(dockerfile, triggers);
}

function* judgeRuns(dockerfile: Dockerfile, instructions: readonly Instruction[]): Iterable<Fault> {
    const seen = new Set<string>();
    for (const run of instructions) {
        if (run.keyword !== 'RUN') continue;
        const fetching = plainCommandsOf(dockerfile, run).filter(({ name }) => name === 'wget' || name === 'curl');
        for (const { name } of fetching) seen.add(name);
        if (seen.size < 2) continue;
        for (const { command, name } of fetching)
            yield {
                message: `\`${name}\` is used beside \`${name === 'wget' ? 'curl' : 'wget'}\``,
                range: rangeOf(dockerfile, command.name),
                aliases: ['hadolint:DL4001'],
                fixes: name === 'wget' ? useCurl(dockerfile, run, command) : [],
            };
    }
}

/** For the options of `wget` that are plain to say for `curl`. */
function useCurl(dockerfile: Dockerfile, run: Instruction, { name, args, redirections }: ShellCommand): Fix[] {
    const last = args.at(-1);
    const download = readWget(args);
    if (last === undefined || download === undefined || run.json !== undefined) return [];
    const span = { start: name.start, end: last.end };
    const isBroken = /[\r\n]/.test(textOf(dockerfile, span)) || redirections.some(({ start }) => start < last.start);
    if (isBroken) return [];
    const { url, output } = download;
    const target = output === '-' ? ' ' : output === undefined ? 'O ' : ` -o ${output} `;
    const edits = [replaceSpan(dockerfile, span, `curl -fsSL${target}${url}`)];
    return [{ title: 'Use `curl`', preferred: false, edits }];
}

/** What is fetched to where, as written; without an output it is named after the URL. */
function readWget(
    args: readonly ShellWord[],
): { readonly url: string; readonly output: string | undefined } | undefined {
    let url: string | undefined;
    let output: string | undefined;
    for (let at = 0; at < args.length; at++) {
        const { raw = '', value = '' } = args[at] ?? {};
        const [, attached] = /^(?:-[qnv]*O|--output-document=)(.*)$/.exec(raw) ?? [];
        if (attached !== undefined) output = attached === '' ? args[++at]?.raw : attached;
        else if (/^(?:-q|-nv|-qnv|--quiet|--no-verbose|--https-only|--progress=.*|--show-progress)$/.test(value))
            continue;
        else if (url === undefined && /^["']?(?:https?:\/\/|\$)/.test(raw)) url = raw;
        else return undefined;
    }
    return url === undefined ? undefined : { url, output };
}

/** The RUNs with `wget` in stages that have one with `curl`, by the text of their parts; one that installs it is none. */
function reportedWgets(dockerfile: Dockerfile): ReadonlySet<Instruction> {
    const found = new Set<Instruction>();
    for (const { instructions } of blocksOf(dockerfile)) {
        const runs = instructions
            .filter(({ keyword }) => keyword === 'RUN')
            .map((run) => ({ run, texts: trivyArguments(dockerfile, run) }));
        const isExec = (run: Instruction): boolean => run.json?.valid === true;
        const starts = (text: string | undefined, name: string): boolean =>
            partsOf(text ?? '').some((part) => part.startsWith(name) && !part.includes('install '));
        const hasCurl = runs.some(({ run, texts: [first] }) =>
            isExec(run) ? first === 'curl' : starts(first, 'curl'),
        );
        if (!hasCurl) continue;
        for (const { run, texts } of runs) if (!isExec(run) && starts(texts[0], 'wget')) found.add(run);
    }
    return found;
}
