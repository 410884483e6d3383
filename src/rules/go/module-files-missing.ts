import { rangeOf } from '../../dockerfile/positions';
import type { Instruction, Stage } from '../../dockerfile/syntax';
import { insertAt, insertLinesBefore, replaceSpan } from '../edits';
import { environmentOf, goCommandsOf } from '../goCommands';
import { copiedPaths } from '../instructions';
import { folderOf } from '../../project/paths';
import type { Fault, Fix, Rule, Subject } from '../rule';

export const moduleFilesMissing: Rule = {
    id: 'module-files-missing',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'Modules are downloaded with all files that say which',
    why: 'Without `go.sum` nothing is verified, and in a workspace the `go.mod` of every module that `go.work` uses has to be there. A file that does not exist stops the copy.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .\n',
            files: {
                'go.mod': 'module example.com/app\n\ngo 1.27\n\nrequire golang.org/x/text v0.31.0\n',
                'go.sum': 'golang.org/x/text v0.31.0 h1:abc=\n',
                'main.go': 'package main\n\nfunc main() {}\n',
            },
        },
    ],

    *check(subject) {
        const { dockerfile, context } = subject;
        if (context === undefined || context.truncated) return;
        for (const stage of dockerfile.stages) {
            const download = goCommandsOf(dockerfile, stage).find(({ subcommand }) => subcommand === 'mod download');
            if (download === undefined) continue;
            const copies = stage.instructions.filter(
                ({ keyword, flags, start }) =>
                    keyword === 'COPY' &&
                    start < download.instruction.start &&
                    flags.every(({ name }) => name !== 'from'),
            );
            const paths = copies.flatMap((copy) => copiedPaths(copy).map((item) => ({ copy, item })));
            // a pattern or a whole folder may hold anything
            if (paths.some(({ item }) => !/(^|\/)go\.(mod|sum|work|work\.sum)\*?$/.test(item.value))) continue;
            if (download.instruction.flags.some(({ name }) => name === 'mount') && hasBind(download.instruction))
                continue;
            yield* judgeSums(subject, paths);
            if (environmentOf(dockerfile, download, 'GOWORK') !== 'off') yield* judgeWorkspace(subject, stage, paths);
        }
    },
};

function hasBind({ flags }: Instruction): boolean {
    return flags.some(({ options }) => options.every(({ name, value }) => name !== 'type' || value?.value === 'bind'));
}

type CopiedPath = { readonly copy: Instruction; readonly item: ReturnType<typeof copiedPaths>[number] };

function clean(path: string): string {
    return path.replace(/^(\.?\/)+/, '');
}

function* judgeSums({ dockerfile, context }: Subject, paths: readonly CopiedPath[]): Iterable<Fault> {
    const given = new Set(paths.map(({ item }) => clean(item.value).replace('*', '')));
    for (const { copy, item } of paths) {
        const path = clean(item.value);
        const isSum = path.endsWith('go.sum');
        // only beside a go.mod that is there it is sure that this is the context
        if (!/go\.(mod|sum)$/.test(path) || context?.exists(path.replace(/sum$/, 'mod')) !== true) continue;
        const sum = path.replace(/mod$/, 'sum');
        if (isSum && !context.exists(path))
            yield {
                message: `\`${item.value}\` does not exist, and the copy fails`,
                range: rangeOf(dockerfile, item),
                fixes: leaveOut(dockerfile, copy, item),
            };
        if (isSum || !context.exists(sum) || given.has(sum) || context.ignores(sum)) continue;
        const quote = copy.json?.valid === true ? '"' : '';
        yield {
            message: `\`${sum}\` is not copied with \`${item.value}\`: what is downloaded is not verified`,
            range: rangeOf(dockerfile, item),
            severity: 'warning',
            fixes: isFolderTarget(copy)
                ? [
                      {
                          title: `Copy \`${sum}\`, too`,
                          preferred: true,
                          edits: [
                              insertAt(
                                  dockerfile,
                                  item.end,
                                  `${quote === '' ? '' : ','} ${quote}${item.value.replace(/mod$/, 'sum')}${quote}`,
                              ),
                          ],
                      },
                  ]
                : [],
        };
    }
}

function isFolderTarget(copy: Instruction): boolean {
    const target = (copy.json?.valid === true ? copy.json.items : copy.words).at(-1)?.value ?? '';
    return /(^|\/)\.?$/.test(target);
}

function leaveOut(dockerfile: Subject['dockerfile'], copy: Instruction, item: CopiedPath['item']): Fix[] {
    const items = copiedPaths(copy);
    const at = items.indexOf(item);
    const before = items[at - 1];
    if (before === undefined || copy.json !== undefined) return [];
    return [
        {
            title: `Copy no \`${item.value}\``,
            preferred: true,
            edits: [replaceSpan(dockerfile, { start: before.end, end: item.end }, '')],
        },
    ];
}

/** With go.work every module that it uses has to be there. */
function* judgeWorkspace(
    { dockerfile, project, context }: Subject,
    stage: Stage,
    paths: readonly CopiedPath[],
): Iterable<Fault> {
    const work = paths.find(({ item }) => /(^|\/)go\.work$/.test(item.value));
    if (project?.workspace !== true || work === undefined) return;
    const given = new Set(paths.map(({ item }) => clean(item.value)));
    const root = folderOf(clean(work.item.value));
    const missing = project.modules
        .filter(({ inWorkspace }) => inWorkspace)
        .map(({ dir, hasSum }) => ({ dir, path: dir === '' ? 'go.mod' : `${dir}/go.mod`, hasSum }))
        .filter(({ path }) => !given.has(path) && context?.exists(path) === true);
    const [first] = missing;
    if (first === undefined || root !== (project.workspaceDir ?? '') || stage.instructions.length === 0) return;
    const lines = missing.map(
        ({ dir, path, hasSum }) =>
            `COPY ${path}${hasSum ? ` ${path.replace(/mod$/, 'sum')}` : ''} ./${dir === '' ? '' : `${dir}/`}`,
    );
    yield {
        message: `\`go.work\` uses modules whose \`go.mod\` is not copied: ${missing.map(({ path }) => `\`${path}\``).join(', ')}`,
        range: rangeOf(dockerfile, work.item),
        fixes:
            root === ''
                ? [
                      {
                          title: 'Copy the `go.mod` of every module',
                          preferred: true,
                          edits: [insertLinesBefore(dockerfile, work.copy, lines.join('\n'))],
                      },
                  ]
                : [],
    };
}
