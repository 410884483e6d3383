import { rangeOf } from '../../dockerfile/positions';
import { sourcesOf } from '../../dockerfile/stages';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { insertLinesAfter } from '../edits';
import type { Fix, Rule, Subject } from '../rule';

export const labelMissing: Rule = {
    id: 'label-missing',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'recommended',
    summary: 'Images carry the labels that the team’s schema asks for',
    why: 'What is in an image, whose it is and where it comes from is found by its labels.',
    examples: [
        {
            bad: 'FROM alpine:3.24\n',
            good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.source="https://github.com/example/app"\n',
            files: { 'go.mod': 'module github.com/example/app\n\ngo 1.27\n' },
            settings: { labelSchema: { 'org.opencontainers.image.source': 'url' } },
        },
    ],
    covers: ['hadolint:DL3049'],

    *check(subject) {
        const { dockerfile, settings } = subject;
        const missing = new Map<Stage, string[]>();
        for (const label of Object.keys(settings.labelSchema))
            for (const stage of stagesWithout(dockerfile, label))
                missing.set(stage, [...(missing.get(stage) ?? []), label]);
        for (const [stage, labels] of missing)
            yield {
                message:
                    labels.length === 1
                        ? `The label \`${labels.join()}\` is missing`
                        : `The labels ${labels.map((label) => `\`${label}\``).join(', ')} are missing`,
                range: rangeOf(dockerfile, stage.image ?? stage.from),
                aliases: ['hadolint:DL3049'],
                fixes: [addLabels(subject, stage, labels)],
            };
    },
};

/** Not those that others copy from, nor those whose nameless child has the label. */
function stagesWithout({ stages }: Dockerfile, label: string): Stage[] {
    const labelled = new Set<number>();
    const silenced = new Set<string>();
    for (const { index, image, name, parent, instructions } of stages) {
        const isOwn = instructions.some(
            ({ keyword, pairs }) => keyword === 'LABEL' && pairs.some(({ key }) => key.value === label),
        );
        if (isOwn || (parent !== undefined && labelled.has(parent))) labelled.add(index);
        if (isOwn && name === undefined && image !== undefined) silenced.add(image.value);
        for (const instruction of instructions)
            if (instruction.keyword === 'COPY') for (const { value } of sourcesOf(instruction)) silenced.add(value);
    }
    return stages.filter(({ index, name }) => !labelled.has(index) && !silenced.has(name?.value ?? ''));
}

/** Values that the project does not tell are given by who builds. */
function addLabels({ dockerfile, project, settings }: Subject, stage: Stage, labels: readonly string[]): Fix {
    const address = project?.modules[0] && addressOf(project.modules[0].path);
    const values = labels.map((label) => {
        const isAddress = settings.labelSchema[label] === 'url' && label.endsWith('source');
        return { label, value: isAddress ? address : undefined, argument: argumentFor(dockerfile, label) };
    });
    const names = new Set(values.flatMap(({ value, argument }) => (value === undefined ? [argument] : [])));
    const pairs = values.map(({ label, value, argument }) => `${label}="${value ?? `\${${argument}}`}"`);
    const lines = [...[...names].map((name) => `ARG ${name}`), `LABEL ${pairs.join(' ')}`].join('\n');
    return {
        title: labels.length === 1 ? `Add the label \`${labels.join()}\`` : 'Add the labels',
        preferred: false,
        edits: [insertLinesAfter(dockerfile, stage.instructions.at(-1) ?? stage.from, lines)],
    };
}

function addressOf(modulePath: string): string | undefined {
    const [address] =
        /^(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)\/[\w.-]+\/[\w.-]+/.exec(modulePath) ?? [];
    return address === undefined ? undefined : `https://${address}`;
}

/** Such as `REVISION` for `org.opencontainers.image.revision`; a name that the file has for something else is left to it. */
function argumentFor({ text }: Dockerfile, label: string): string {
    const name = label
        .slice(label.lastIndexOf('.') + 1)
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]+/g, '_')
        .replace(/^(?=\d|$)/, '_');
    return text.includes(name) ? `LABEL_${name}` : name;
}
