import type { Section } from '../../form/form';
import { h, type Wanted } from '../dom';
import { renderField, type FieldEvents } from './field';
import { words } from '../words';
import { faults, isShown, type FormState } from './state';

export interface FormEvents extends FieldEvents {
    open(section: string, isOpen: boolean): void;
}

/** The page of a form: sections that fold, then what the values come to, with the buttons. */
export function renderForm(state: FormState, events: FormEvents): readonly Wanted[] {
    const { form } = state;
    const { bySection } = faults(state);
    return [
        h(
            'main',
            { key: 'form', 'aria-labelledby': 'heading' },
            h('h1', { id: 'heading' }, form.heading),
            h('p', { class: 'intro' }, words(form.intro)),
            form.sections.map((section) => renderSection(section, state, bySection.get(section.id) ?? 0, events)),
        ),
        h('footer', { key: 'footer' }, ...renderFooter(state, events)),
    ];
}

function renderSection(
    { id, title, hint, fields }: Section,
    state: FormState,
    faultCount: number,
    events: FormEvents,
): Wanted {
    const shown = Object.entries(fields).filter(([, field]) => isShown(field, state.values));
    return h(
        'details',
        {
            key: id,
            open: state.open[id] === true,
            ontoggle: ({ target }) => {
                events.open(id, (target as HTMLDetailsElement).open);
            },
        },
        h(
            'summary',
            {},
            h('h2', {}, title),
            faultCount > 0 && h('span', { class: 'badge error' }, countText(faultCount, state)),
        ),
        hint !== undefined && h('p', { class: 'hint' }, words(hint)),
        shown.map(([name, field]) => renderField(name, field, state, events)),
    );
}

function renderFooter(state: FormState, events: FormEvents): readonly Wanted[] {
    const { form, judged, status } = state;
    const { submit, copy, reset, output } = form.texts;
    const button = (action: string, title: string, isPrimary = false): Wanted =>
        h(
            'button',
            {
                key: action,
                type: 'button',
                class: isPrimary ? 'primary' : 'secondary',
                // not `disabled`: a button that has the focus would lose it
                'aria-disabled': String(status.isBusy),
                onclick: () => {
                    if (!status.isBusy) events.act(action, '');
                },
            },
            title,
        );
    return [
        h('h2', { id: 'output-label' }, output),
        h('pre', { id: 'output', tabindex: 0, role: 'region', 'aria-labelledby': 'output-label' }, judged.output),
        h(
            'div',
            { class: 'buttons' },
            button('submit', submit, true),
            button('copy', copy),
            button('reset', reset),
            h('span', { id: 'status', role: 'status' }, words(status.text)),
        ),
    ];
}

function countText(count: number, { form }: FormState): string {
    return count === 1 ? form.texts.oneProblem : form.texts.problems.replace('{0}', String(count));
}
