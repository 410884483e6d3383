import { anyOf, flag, list, object, oneOf, optional, record, text, type ShapeOf } from '../shape';

/** Shown only while another field of the form has a value: a flag counts as `true` or `false`. */
const condition = object({ field: text(), is: list(text()) });

const fieldBase = { label: text(), hint: optional(text()), when: optional(condition) };

const textField = object({
    ...fieldBase,
    kind: oneOf('text'),
    /** Of numbers and the like. */
    isShort: flag,
    placeholder: optional(text()),
    /** What may be meant; anything else may be typed. */
    suggestions: list(text()),
    /** The title of a button that asks for a file or a folder of this machine. */
    browse: optional(text()),
});

/** Its value goes to the extension alone and never comes back; a form's values hold an empty text for it. */
const secretField = object({ ...fieldBase, kind: oneOf('secret'), kept: text() });

const choiceField = object({
    ...fieldBase,
    kind: oneOf('choice'),
    options: list(object({ value: text(), title: text(), hint: optional(text()) })),
});

const flagField = object({ ...fieldBase, kind: oneOf('flag') });

const cell = anyOf(textField, secretField, choiceField, flagField);

const rowsField = object({
    ...fieldBase,
    kind: oneOf('rows'),
    /** What one row is called, followed by its number. */
    item: text(),
    add: text(),
    remove: text(),
    columns: record(cell),
});

export const isSection = object({
    id: text(),
    title: text(),
    hint: optional(text()),
    isOpen: flag,
    fields: record(anyOf(cell, rowsField)),
});

export type TextField = ShapeOf<typeof textField>;
export type SecretField = ShapeOf<typeof secretField>;
export type ChoiceField = ShapeOf<typeof choiceField>;
export type FlagField = ShapeOf<typeof flagField>;
export type Cell = ShapeOf<typeof cell>;
export type RowsField = ShapeOf<typeof rowsField>;
export type Field = Cell | RowsField;
export type Section = ShapeOf<typeof isSection>;

const mostRows = 200;

/** The row's `id` is a column of every row, made where the row is made. */
const isRow = record(anyOf(text(), flag), 50);
export const isFormValues = record(anyOf(text(), flag, list(isRow, mostRows)), 200);
export type Row = ShapeOf<typeof isRow>;
export type FormValues = ShapeOf<typeof isFormValues>;

/** The typed values of a set of fields. */
export type ValuesOf<Fields extends Readonly<Record<string, Field>>> = {
    readonly [Name in keyof Fields]: Fields[Name] extends { readonly kind: 'rows'; readonly columns: infer Columns }
        ? Columns extends Readonly<Record<string, Cell>>
            ? readonly ({ readonly id: string } & ValuesOf<Columns>)[]
            : never
        : Fields[Name] extends { readonly kind: 'flag' }
          ? boolean
          : string;
};

/** Where a field stands: its name, or its rows' name, the row's id and the column's name. */
export function pathOf(field: string, row?: string, column?: string): string {
    return row === undefined || column === undefined ? field : `${field}/${row}/${column}`;
}

/** Values from outside as the fields want them: what is missing or of another kind is taken from the default, what no field asks for is dropped. */
export function fitValues<Fields extends Readonly<Record<string, Field>>>(
    fields: Fields,
    values: unknown,
    defaults: ValuesOf<Fields>,
): ValuesOf<Fields> {
    if (!isFormValues(values)) return defaults;
    const fitted = Object.entries(fields).map(([name, field]) => [
        name,
        fit(field, Object.hasOwn(values, name) ? values[name] : undefined) ?? defaults[name],
    ]);
    return Object.fromEntries(fitted) as ValuesOf<Fields>;
}

function fit(field: Field, value: unknown): FormValues[string] | undefined {
    switch (field.kind) {
        case 'flag':
            return typeof value === 'boolean' ? value : undefined;
        case 'choice':
            return field.options.some((option) => option.value === value) ? (value as string) : undefined;
        case 'text':
            return typeof value === 'string' ? value : undefined;
        case 'secret':
            return '';
        case 'rows':
            return Array.isArray(value) ? fitRows(field, value as readonly Row[]) : undefined;
    }
}

const rowId = /^[\w-]{1,64}$/;

function fitRows({ columns }: RowsField, rows: readonly Row[]): readonly Row[] {
    const seen = new Set<string>();
    return rows.flatMap((row) => {
        const id = row['id'];
        if (typeof id !== 'string' || !rowId.test(id) || seen.has(id)) return [];
        seen.add(id);
        const cells = Object.entries(columns).map(([name, column]) => [
            name,
            fit(column, Object.hasOwn(row, name) ? row[name] : undefined) ?? emptyCell(column),
        ]);
        return [{ id, ...(Object.fromEntries(cells) as Row) }];
    });
}

/** What a new row begins with. */
export function emptyCell(cell: Cell): string | boolean {
    if (cell.kind === 'flag') return false;
    return cell.kind === 'choice' ? (cell.options[0]?.value ?? '') : '';
}
