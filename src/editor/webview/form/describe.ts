import type { Cell, ChoiceField, FlagField, RowsField, SecretField, Section, TextField } from './form';

export function section(
    id: string,
    title: string,
    fields: Section['fields'],
    { isOpen = false, hint }: { readonly isOpen?: boolean; readonly hint?: string } = {},
): Section {
    return { id, title, hint, isOpen, fields };
}

type When = TextField['when'];

export function text(
    label: string,
    {
        hint,
        when,
        isShort = false,
        placeholder,
        suggestions = [],
        browse,
    }: Partial<Pick<TextField, 'hint' | 'when' | 'isShort' | 'placeholder' | 'suggestions' | 'browse'>> = {},
): TextField {
    return { kind: 'text', label, hint, when, isShort, placeholder, suggestions, browse };
}

export function secret(label: string, kept: string): SecretField {
    return { kind: 'secret', label, hint: undefined, when: undefined, kept };
}

export function flag(label: string, hint?: string, when?: When): FlagField {
    return { kind: 'flag', label, hint, when };
}

export function choice(
    label: string,
    options: ChoiceField['options'],
    { hint, when }: { readonly hint?: string; readonly when?: When } = {},
): ChoiceField {
    return { kind: 'choice', label, hint, when, options };
}

export function option(value: string, title: string, hint?: string): ChoiceField['options'][number] {
    return { value, title, hint };
}

export function rows<Columns extends Readonly<Record<string, Cell>>>(
    {
        label,
        item,
        add,
        remove,
        hint,
    }: Pick<RowsField, 'label' | 'item' | 'add' | 'remove'> & { readonly hint?: string },
    columns: Columns,
): Omit<RowsField, 'columns'> & { readonly columns: Columns } {
    return { kind: 'rows', label, hint, when: undefined, item, add, remove, columns };
}
