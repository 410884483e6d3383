import type { CompletionItem } from 'vscode-languageserver-types';
import { goReleases } from '../../../facts/goReleases';
import { runtimeBases } from '../../../facts/runtimeBases';
import type { Command, Project } from '../../../project/project';
import { CompletionItemKind, itemsAt } from './item';
import { replaced, type CompletionPlace } from './place';
import { stagesBefore } from './stageNames';

/** What the Go project around the Dockerfile knows; without one, what any Go project can use. */
export function completeGo(place: CompletionPlace, project: Project | undefined): CompletionItem[] {
    switch (place.instruction.keyword) {
        case 'FROM':
            return completeFrom(place, project);
        case 'RUN':
            return completeGoCommand(place, project?.commands ?? []);
        case 'EXPOSE':
            return completePorts(place, project?.commands ?? []);
        case 'CMD':
        case 'ENTRYPOINT':
            return completeProgram(place, project?.commands ?? []);
        case 'COPY':
            return completeModuleFiles(place, project);
        case 'USER':
            return itemsAt(replaced(place, place.word.length), [
                {
                    label: '65532:65532',
                    kind: CompletionItemKind.Value,
                    does: 'The user `nonroot` of distroless images, as numbers.',
                },
            ]);
        default:
            return [];
    }
}

function completeFrom(place: CompletionPlace, project: Project | undefined): CompletionItem[] {
    const { before, word } = place;
    if (/\sAS\s+\S*$/i.test(before)) {
        const names = ['build', ...(project?.commands ?? []).map(({ name }) => name)].filter((name) =>
            /^[a-z][a-z0-9_.-]*$/.test(name),
        );
        return itemsAt(
            replaced(place, word.length),
            names.map((label) => ({ label, kind: CompletionItemKind.Module })),
        );
    }
    if (/^(?:--\S+\s+)*(?!--)\S+\s+\S*$/.test(before))
        return itemsAt(replaced(place, word.length), [
            { label: 'AS', text: 'AS ', kind: CompletionItemKind.Keyword, does: 'Names the stage.', goesOn: true },
        ]);
    if (/(?:^|\s)(?!--)\S+\s+\S*$/.test(before)) return [];
    const stages = stagesBefore(place).map(({ name, image }) => ({
        label: name,
        kind: CompletionItemKind.Module,
        detail: image === undefined ? undefined : `FROM ${image}`,
    }));
    const images = [
        ...goVersions(project).map((version) => ({
            label: `golang:${version}`,
            does: `The Go ${version} toolchain on Debian.`,
        })),
        ...runtimeBases
            // not what has to be made first, needs an account, or moves under its name
            .filter(({ image, needs, slices }) => (slices ?? needs) === undefined && !image.endsWith(':latest'))
            .map(({ image, summary }) => ({ label: image, does: `${summary}.` })),
    ].map((offer) => ({ ...offer, kind: CompletionItemKind.Value }));
    return itemsAt(replaced(place, word.length), [...stages.filter(({ label }) => !/^\d+$/.test(label)), ...images]);
}

/** The version that the project names, then those that still get fixes. */
function goVersions(project: Project | undefined): string[] {
    const own = (project?.modules ?? []).flatMap(({ go, toolchain }) => {
        const version = toolchain?.replace(/^go/, '') ?? go;
        return version === null ? [] : (/^\d+\.\d+/.exec(version)?.[0] ?? []);
    });
    return [...new Set([...own, ...goReleases.filter(({ ended }) => ended === null).map(({ version }) => version)])];
}

/** Behind `go build`, `go install` and the like: the packages of the commands; behind `-o` where the program goes. */
function completeGoCommand(place: CompletionPlace, commands: readonly Command[]): CompletionItem[] {
    const { before, word } = place;
    const [, rest] = /(?:^|[\s;&|(])go\s+(?:build|install|run|test|vet|list)(\s[^;&|]*)$/.exec(before) ?? [];
    if (rest === undefined) return [];
    const isOutput = /\s-o\s+\S*$/.test(rest);
    return itemsAt(
        replaced(place, word.length),
        commands.map(({ name, package: path, module }) => ({
            label: isOutput ? `/out/${name}` : path,
            kind: isOutput ? CompletionItemKind.File : CompletionItemKind.Module,
            detail: module === '' ? name : `${name} (${module})`,
        })),
    );
}

function completePorts(place: CompletionPlace, commands: readonly Command[]): CompletionItem[] {
    const ports = new Map<string, string>();
    for (const { name, ports: listened } of commands)
        for (const { port, protocol, source } of listened)
            ports.set(
                protocol === 'udp' ? `${String(port)}/udp` : String(port),
                `${name}, ${source.file}:${String(source.line + 1)}`,
            );
    return itemsAt(
        replaced(place, place.word.length),
        [...ports].map(([label, detail]) => ({ label, kind: CompletionItemKind.Value, detail })),
    );
}

function completeProgram(place: CompletionPlace, commands: readonly Command[]): CompletionItem[] {
    if (!/^\[?\s*"?$/.test(place.before.slice(0, place.before.length - place.word.length)) || /[,\]]/.test(place.word))
        return [];
    return itemsAt(
        replaced(place, place.before.length),
        commands.map(({ name }) => ({ label: `["/${name}"]`, kind: CompletionItemKind.File })),
    );
}

/** The files that `go mod download` needs, as the first sources of a COPY. */
function completeModuleFiles(place: CompletionPlace, project: Project | undefined): CompletionItem[] {
    if (project === undefined || !place.isAmongFlags || place.instruction.flags.some(({ name }) => name === 'from'))
        return [];
    const files = project.modules.some(({ hasSum }) => hasSum) ? ['go.mod', 'go.sum'] : ['go.mod'];
    return itemsAt(replaced(place, place.word.length), [
        {
            label: `${files.join(' ')} ./`,
            kind: CompletionItemKind.File,
            does: 'The module files alone, so that downloads stay cached until they change.',
        },
        { label: '. .', kind: CompletionItemKind.Folder, does: 'The whole build context.' },
    ]);
}
