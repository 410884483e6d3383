import { flag, object, optional, record, text } from '../../shape';
import {
    emptyCell,
    isFormValues,
    type Cell,
    type Field,
    type FormValues,
    type Row,
    type RowsField,
} from '../../form/form';
import type { Problem, ToForm } from '../../form/messages';

type Message<Kind extends ToForm['kind']> = Extract<ToForm, { readonly kind: Kind }>;

/** What a form shows now. */
export interface FormState {
    readonly form: Message<'show'>;
    readonly values: FormValues;
    /** Counts changes, so that a judgement of older values is known. */
    readonly revision: number;
    readonly judged: Message<'judged'>;
    readonly status: Message<'status'>;
    /** Which sections are open, by their ids. */
    readonly open: Readonly<Record<string, boolean>>;
}

/** What outlives a page that is hidden, and a reload of the window. */
export const isKept = object({
    subject: text(),
    values: isFormValues,
    open: record(flag),
    scroll: optional(text()),
    focus: optional(text()),
});

export function beginForm(form: Message<'show'>, open: Readonly<Record<string, boolean>>): FormState {
    return {
        form,
        values: form.values,
        revision: 0,
        judged: { kind: 'judged', revision: 0, problems: [], output: '', kept: [] },
        status: { kind: 'status', text: '', isBusy: false },
        open: { ...Object.fromEntries(form.sections.map(({ id, isOpen }) => [id, isOpen])), ...open },
    };
}

export function rowsOf(values: FormValues, name: string): readonly Row[] {
    const rows = values[name];
    return Array.isArray(rows) ? (rows as readonly Row[]) : [];
}

export function withValue(state: FormState, name: string, value: FormValues[string]): FormState {
    // what was said of a run is not true of other values
    const status = state.status.isBusy ? state.status : { ...state.status, text: '' };
    return { ...state, status, revision: state.revision + 1, values: { ...state.values, [name]: value } };
}

export function withCell(
    state: FormState,
    name: string,
    id: string,
    column: string,
    value: string | boolean,
): FormState {
    const rows = rowsOf(state.values, name).map((row) => (row['id'] === id ? { ...row, [column]: value } : row));
    return withValue(state, name, rows);
}

export function newRow({ columns }: RowsField, id: string): Row {
    return { id, ...Object.fromEntries(Object.entries(columns).map(([name, cell]) => [name, emptyCell(cell)])) };
}

/** Whether a field's condition holds; in a row it is about the row's own columns. */
export function isShown({ when }: Field | Cell, values: FormValues | Row): boolean {
    if (when === undefined) return true;
    const value = values[when.field];
    return when.is.includes(typeof value === 'boolean' ? String(value) : typeof value === 'string' ? value : '');
}

/** The sections with a fault, and the path of the first one. */
export function faults(state: FormState): {
    readonly first: string | undefined;
    readonly bySection: ReadonlyMap<string, number>;
} {
    const errors = state.judged.problems.filter(({ severity }) => severity === 'error');
    const bySection = new Map<string, number>();
    let first: string | undefined;
    for (const { id, fields } of state.form.sections) {
        const own = errors.filter(({ path }) => Object.hasOwn(fields, fieldOf(path)));
        if (own.length > 0) bySection.set(id, own.length);
        first ??= own[0]?.path;
    }
    return { first, bySection };
}

export function problemsAt({ judged }: FormState, path: string): readonly Problem[] {
    return judged.problems.filter((problem) => problem.path === path);
}

export function sectionOf({ form }: FormState, path: string): string | undefined {
    return form.sections.find(({ fields }) => Object.hasOwn(fields, fieldOf(path)))?.id;
}

function fieldOf(path: string): string {
    return path.split('/', 1)[0] ?? '';
}
