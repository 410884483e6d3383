import {
    pathOf,
    type Cell,
    type ChoiceField,
    type Field,
    type FlagField,
    type RowsField,
    type SecretField,
    type TextField,
} from '../../form/form';
import type { Problem } from '../../form/messages';
import { h, type Attributes, type Wanted } from '../dom';
import { words } from '../words';
import { isShown, problemsAt, rowsOf, type FormState } from './state';

export interface FieldEvents {
    change(name: string, value: string | boolean): void;
    changeCell(name: string, row: string, column: string, value: string | boolean): void;
    secret(row: string, value: string): void;
    addRow(name: string, field: RowsField): void;
    removeRow(name: string, row: string): void;
    browse(path: string): void;
    act(action: string, path: string): void;
}

export function renderField(name: string, field: Field, state: FormState, events: FieldEvents): Wanted {
    if (field.kind === 'rows') return renderRows(name, field, state, events);
    const value = state.values[name];
    return renderCell(field, {
        path: name,
        value: typeof value === 'boolean' || typeof value === 'string' ? value : '',
        isKept: false,
        problems: problemsAt(state, name),
        change: (changed) => {
            events.change(name, changed);
        },
        events,
    });
}

/** The `id` of the element that a person fills in. */
export function elementId(path: string): string {
    return `field/${path}`;
}

interface CellContext {
    readonly path: string;
    readonly value: string | boolean;
    /** Whether the extension holds the secret. */
    readonly isKept: boolean;
    readonly problems: readonly Problem[];
    readonly change: (value: string | boolean) => void;
    readonly events: FieldEvents;
}

function renderCell(cell: Cell, context: CellContext): Wanted {
    const { path, problems, events } = context;
    const id = elementId(path);
    const chosen = cell.kind === 'choice' ? cell.options.find(({ value }) => value === context.value)?.hint : undefined;
    const hints = [cell.hint, chosen].filter((hint) => hint !== undefined);
    const described = [...(hints.length > 0 ? [`${id}/hint`] : []), ...(problems.length > 0 ? [`${id}/problems`] : [])];
    const shared = {
        id,
        ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
        ...(problems.some(({ severity }) => severity === 'error') && { 'aria-invalid': 'true' }),
    };
    const label = h('label', { for: id }, cell.label);
    const control = renderControl(cell, shared, context);
    const short = cell.kind === 'text' && cell.isShort;
    return h(
        'div',
        { key: path, class: `field ${cell.kind}${short ? ' short' : ''}` },
        ...(cell.kind === 'flag' ? [h('div', { class: 'tick' }, ...control, label)] : [label, ...control]),
        hints.length > 0 && h('p', { id: `${id}/hint`, class: 'hint' }, words(hints.join(' '))),
        problems.length > 0 && renderProblems(`${id}/problems`, problems, events),
    );
}

function renderControl(cell: Cell, shared: Attributes, context: CellContext): readonly Wanted[] {
    switch (cell.kind) {
        case 'text':
            return renderText(cell, shared, context);
        case 'secret':
            return [renderSecret(cell, shared, context)];
        case 'choice':
            return [renderChoice(cell, shared, context)];
        case 'flag':
            return [renderFlag(cell, shared, context)];
    }
}

function renderText(
    { placeholder, suggestions, browse }: TextField,
    shared: Attributes,
    { path, value, change, events }: CellContext,
): readonly Wanted[] {
    const listId = `${elementId(path)}/list`;
    const input = h('input', {
        ...shared,
        type: 'text',
        spellcheck: 'false',
        autocomplete: 'off',
        placeholder,
        value: String(value),
        ...(suggestions.length > 0 && { list: listId }),
        oninput: ({ target }) => {
            change((target as HTMLInputElement).value);
        },
    });
    const list = suggestions.map((suggestion) => h('option', { value: suggestion }));
    const browseButton =
        browse !== undefined &&
        h(
            'button',
            {
                type: 'button',
                class: 'secondary',
                onclick: () => {
                    events.browse(path);
                },
            },
            browse,
        );
    return [
        h('div', { class: 'control' }, input, browseButton),
        ...(suggestions.length > 0 ? [h('datalist', { id: listId }, list)] : []),
    ];
}

/** The value leaves at once and is never drawn: a hidden page keeps nothing of it. */
function renderSecret({ kept }: SecretField, shared: Attributes, { isKept, change }: CellContext): Wanted {
    return h('input', {
        ...shared,
        type: 'password',
        autocomplete: 'new-password',
        placeholder: isKept ? kept : '',
        oninput: ({ target }) => {
            change((target as HTMLInputElement).value);
        },
    });
}

function renderChoice({ options }: ChoiceField, shared: Attributes, { value, change }: CellContext): Wanted {
    return h(
        'select',
        {
            ...shared,
            value: String(value),
            onchange: ({ target }) => {
                change((target as HTMLSelectElement).value);
            },
        },
        options.map((option) => h('option', { value: option.value }, option.title)),
    );
}

function renderFlag(_field: FlagField, shared: Attributes, { value, change }: CellContext): Wanted {
    return h('input', {
        ...shared,
        type: 'checkbox',
        checked: value === true,
        onchange: ({ target }) => {
            change((target as HTMLInputElement).checked);
        },
    });
}

function renderProblems(id: string, problems: readonly Problem[], events: FieldEvents): Wanted {
    return h(
        'ul',
        { id, class: 'problems' },
        problems.map(({ path, severity, text, actions }) =>
            h(
                'li',
                { class: severity },
                h('span', {}, words(text)),
                actions.map(({ action, title }) =>
                    h(
                        'button',
                        {
                            key: action,
                            type: 'button',
                            class: 'secondary',
                            onclick: () => {
                                events.act(action, path);
                            },
                        },
                        title,
                    ),
                ),
            ),
        ),
    );
}

function renderRows(name: string, field: RowsField, state: FormState, events: FieldEvents): Wanted {
    const id = elementId(name);
    const problems = problemsAt(state, name);
    const rows = rowsOf(state.values, name).map((row, index) => {
        const rowId = String(row['id']);
        const title = `${field.item} ${index + 1}`;
        return h(
            'div',
            { key: rowId, class: 'row', role: 'group', 'aria-label': title },
            Object.entries(field.columns)
                .filter(([, column]) => isShown(column, row))
                .map(([column, cell]) =>
                    renderCell(cell, {
                        path: pathOf(name, rowId, column),
                        value: row[column] ?? '',
                        isKept: state.judged.kept.includes(rowId),
                        problems: problemsAt(state, pathOf(name, rowId, column)),
                        change: (value) => {
                            if (cell.kind === 'secret') events.secret(rowId, String(value));
                            else events.changeCell(name, rowId, column, value);
                        },
                        events,
                    }),
                ),
            h(
                'button',
                {
                    type: 'button',
                    class: 'secondary remove',
                    'aria-label': `${field.remove}: ${title}`,
                    onclick: () => {
                        events.removeRow(name, rowId);
                    },
                },
                field.remove,
            ),
        );
    });
    return h(
        'fieldset',
        { key: name, ...(field.hint !== undefined && { 'aria-describedby': `${id}/hint` }) },
        h('legend', {}, field.label),
        field.hint !== undefined && h('p', { id: `${id}/hint`, class: 'hint' }, words(field.hint)),
        rows,
        problems.length > 0 && renderProblems(`${id}/problems`, problems, events),
        h(
            'button',
            {
                key: 'add',
                id,
                type: 'button',
                class: 'secondary add',
                onclick: () => {
                    events.addRow(name, field);
                },
            },
            field.add,
        ),
    );
}
