import './form.css';
import { createRenderer } from '../dom';
import { elementId } from '../form/field';
import {
    beginForm,
    faults,
    isKept,
    newRow,
    rowsOf,
    sectionOf,
    withCell,
    withValue,
    type FormState,
} from '../form/state';
import { renderForm, type FormEvents } from '../form/view';
import { connectHost } from '../host';
import { isToForm, type FromForm, type ToForm } from '../../form/messages';

let state: FormState | undefined;
const render = createRenderer(document.body);
const host = connectHost({ isMessage: isToForm, isState: isKept, receive });
const post = (message: FromForm): void => {
    host.post(message);
};

function receive(message: ToForm): void {
    if (message.kind === 'show') {
        const isFirst = state === undefined;
        show(beginForm(message, state?.open ?? host.kept?.open ?? {}));
        if (isFirst) returnToPlace();
        return;
    }
    if (state === undefined) return;
    switch (message.kind) {
        case 'values':
            // what was judged stands until the new values are
            show({ ...state, values: message.values, revision: state.revision + 1 });
            tellChange();
            if (message.focus !== undefined) focusOn(message.focus);
            break;
        case 'judged':
            if (message.revision >= state.judged.revision) show({ ...state, judged: message });
            break;
        case 'status':
            show({ ...state, status: message });
            break;
    }
}

const events: FormEvents = {
    change(name, value) {
        changed((now) => withValue(now, name, value));
    },
    changeCell(name, row, column, value) {
        changed((now) => withCell(now, name, row, column, value));
    },
    secret(row, value) {
        post({ kind: 'secret', row, value });
    },
    addRow(name, field) {
        const id = randomId();
        changed((now) => withValue(now, name, [...rowsOf(now.values, name), newRow(field, id)]));
        focusFirstIn(name, id, Object.keys(field.columns));
    },
    removeRow(name, id) {
        const rows = state === undefined ? [] : rowsOf(state.values, name);
        const at = rows.findIndex((row) => row['id'] === id);
        const left = rows.filter((row) => row['id'] !== id);
        const next = left[Math.min(at, left.length - 1)];
        changed((now) => withValue(now, name, left));
        if (next === undefined) focusOn(name);
        else focusFirstIn(name, String(next['id']), Object.keys(next));
    },
    open(section, isOpen) {
        if (state === undefined || state.open[section] === isOpen) return;
        show({ ...state, open: { ...state.open, [section]: isOpen } });
    },
    browse(path) {
        post({ kind: 'browse', path });
    },
    act(action, path) {
        const { first } = state === undefined ? { first: undefined } : faults(state);
        post({ kind: 'act', action, path });
        if (action === 'submit' && first !== undefined) focusOn(first);
    },
};

function show(next: FormState): void {
    state = next;
    render(renderForm(next, events));
    keep();
}

let waiting: ReturnType<typeof setTimeout> | undefined;
const restMilliseconds = 120;

function changed(change: (state: FormState) => FormState): void {
    if (state === undefined) return;
    show(change(state));
    clearTimeout(waiting);
    waiting = setTimeout(tellChange, restMilliseconds);
}

function tellChange(): void {
    clearTimeout(waiting);
    waiting = undefined;
    if (state !== undefined) post({ kind: 'changed', revision: state.revision, values: state.values });
}

function keep(): void {
    if (state === undefined) return;
    host.keep({
        subject: state.form.subject,
        values: state.values,
        open: state.open,
        scroll: String(document.documentElement.scrollTop),
        focus: document.activeElement?.id,
    });
}

/** A page that comes back stands where it was left. */
function returnToPlace(): void {
    const { scroll, focus } = host.kept ?? {};
    if (scroll !== undefined) document.documentElement.scrollTop = Number(scroll);
    if (focus !== undefined && focus !== '') document.getElementById(focus)?.focus({ preventScroll: true });
}

function focusOn(path: string): void {
    if (state === undefined) return;
    const section = sectionOf(state, path);
    if (section !== undefined && state.open[section] !== true) events.open(section, true);
    document.getElementById(elementId(path))?.focus();
}

function focusFirstIn(name: string, row: string, columns: readonly string[]): void {
    for (const column of columns) {
        const element = document.getElementById(elementId(`${name}/${row}/${column}`));
        if (element === null) continue;
        element.focus();
        return;
    }
}

function randomId(): string {
    return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (waiting !== undefined) tellChange();
    if (state?.status.isBusy !== true) events.act('submit', '');
});
for (const event of ['focusin', 'scroll']) document.addEventListener(event, keep, { passive: true });

post({ kind: 'ready', values: host.kept?.values });
