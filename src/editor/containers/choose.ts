import * as vscode from 'vscode';
import type { Container, Image } from '../../engine/engine';
import { HelpfulError } from '../helpfulError';
import { containerFace, imageFace } from './faces';
import type { Program, Row } from './rows';
import type { Tools } from './tools';

export interface ChosenContainer {
    readonly container: Container;
    readonly program: Program | undefined;
}

export interface Choice {
    readonly placeholder: string;
    /** Said where there is nothing to choose from. */
    readonly none: string;
    /** Whether even a single candidate is shown first: for what cannot be undone. */
    readonly always?: boolean;
}

/** The command of the row that was clicked, else the one that the user picks. */
export async function chooseProgram(argument: unknown, tools: Tools, choice: Choice): Promise<Program> {
    const subject = rowOf(argument, tools)?.subject;
    if (subject !== undefined && 'program' in subject && subject.program !== undefined) return subject.program;
    const folders = await tools.folders.read();
    const programs = folders.flatMap((folder) => folder.project.commands.map((command) => ({ folder, command })));
    return pick(
        programs,
        ({ folder, command }) => ({
            label: command.name,
            description: folders.length > 1 ? `${folder.name} · ${command.dir}` : command.dir,
        }),
        choice,
    );
}

/**
 * The containers of the rows that are selected where the clicked one is among them, those of a compose project or a group; else one as `chooseContainer`
 * does. Only those for which the command makes sense.
 */
export async function chooseContainers(
    argument: unknown,
    selected: unknown,
    tools: Tools,
    makesSense: (container: Container) => boolean,
    choice: Choice,
): Promise<readonly ChosenContainer[]> {
    const ids: readonly unknown[] = Array.isArray(selected) ? selected : [];
    const chosen = ids.includes(argument) ? ids : [argument];
    const rows = chosen.map((id) => rowOf(id, tools)).filter((row) => row !== undefined);
    const several = rows.length > 1 || rows.some(({ subject: { kind } }) => kind === 'compose' || kind === 'group');
    if (!several) return [await chooseContainer(argument, tools, makesSense, choice)];
    const found = rows.flatMap((row) => {
        const own = containersOf(row).filter(({ container }) => makesSense(container));
        return row.subject.kind === 'command' ? own.slice(0, 1) : own;
    });
    const unique = [...new Map(found.map((each) => [each.container.id, each])).values()];
    if (unique.length === 0) throw new HelpfulError(choice.none);
    return unique;
}

/** The container of the row that was clicked, else the one that the user picks among those for which the command makes sense. */
export async function chooseContainer(
    argument: unknown,
    tools: Tools,
    makesSense: (container: Container) => boolean,
    choice: Choice,
): Promise<ChosenContainer> {
    const row = rowOf(argument, tools);
    if (row !== undefined) {
        const [ofRow] = containersOf(row).filter(({ container }) => makesSense(container));
        if (ofRow !== undefined) return ofRow;
    }
    const rows = await tools.tree.rows();
    const all = rows.flatMap(allRows).filter(({ subject }) => subject.kind === 'container');
    const candidates = all.flatMap(containersOf).filter(({ container }) => makesSense(container));
    const named = candidates.filter(({ container }) => container.id === namedId(argument));
    return pick(
        named.length > 0 ? named : candidates,
        ({ container }) => {
            const { label, description } = containerFace(container, vscode.l10n);
            return { label, description, detail: container.image };
        },
        choice,
    );
}

export async function chooseImage(argument: unknown, tools: Tools, choice: Choice): Promise<Image> {
    const subject = rowOf(argument, tools)?.subject;
    if ((subject?.kind === 'image' || subject?.kind === 'command') && subject.image !== undefined) return subject.image;
    const rows = await tools.tree.rows();
    const images = rows.flatMap(allRows).flatMap(({ subject: each }) => (each.kind === 'image' ? [each.image] : []));
    return pick(
        [...new Map(images.map((image) => [image.id, image])).values()],
        (image) => {
            const { label, description } = imageFace(image, Date.now(), vscode.l10n);
            return { label, description };
        },
        choice,
    );
}

/** The row that was clicked, as it is now. */
export function rowOf(argument: unknown, { tree }: Tools): Row | undefined {
    return typeof argument === 'string' ? tree.row(argument) : undefined;
}

/** Buttons of our messages name a container by its id. */
function namedId(argument: unknown): string | undefined {
    const id: unknown = (argument as { readonly id?: unknown } | null | undefined)?.id;
    return typeof id === 'string' ? id : undefined;
}

function containersOf({ subject }: Row): readonly ChosenContainer[] {
    if (subject.kind === 'container') return [subject];
    if (subject.kind !== 'command' && subject.kind !== 'compose' && subject.kind !== 'group') return [];
    const program = subject.kind === 'command' ? subject.program : undefined;
    return subject.containers.map((container) => ({ container, program }));
}

function allRows(row: Row): readonly Row[] {
    return [row, ...row.children.flatMap(allRows)];
}

/** Throws a cancellation where the user picks nothing. */
export async function pick<Item>(
    items: readonly Item[],
    describe: (item: Item) => vscode.QuickPickItem,
    { placeholder, none, always = false }: Choice,
): Promise<Item> {
    const [first] = items;
    if (first === undefined) throw new HelpfulError(none);
    if (items.length === 1 && !always) return first;
    const picked = await vscode.window.showQuickPick(
        items.map((item) => ({ ...describe(item), item })),
        { placeHolder: placeholder, matchOnDescription: true, matchOnDetail: true },
    );
    if (picked === undefined) throw new vscode.CancellationError();
    return picked.item;
}
