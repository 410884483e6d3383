import { anyOf, count, flag, list, object, oneOf, optional, text, type ShapeOf } from '../shape';
import { isFormValues, isSection } from './form';

const longestLine = 200_000;

/** What is said of a field below it; an action is a button that the extension answers. */
const problem = object({
    path: text(),
    severity: oneOf('error', 'warning', 'info'),
    text: text(),
    actions: list(object({ action: text(), title: text() })),
});

/** From the extension to a form. */
export const isToForm = anyOf(
    object({
        kind: oneOf('show'),
        /** Comes back after a reload of the window. */
        subject: text(),
        heading: text(),
        intro: text(),
        sections: list(isSection, 50),
        values: isFormValues,
        texts: object({
            submit: text(),
            copy: text(),
            reset: text(),
            output: text(),
            /** With the count as `{0}`. */
            oneProblem: text(),
            problems: text(),
        }),
    }),
    /** The extension has changed the values; `focus` is the path of the field to go on with. */
    object({ kind: oneOf('values'), values: isFormValues, focus: optional(text()) }),
    object({
        kind: oneOf('judged'),
        /** Of the values that were judged. */
        revision: count,
        problems: list(problem),
        /** What the values come to, such as a command line. */
        output: text(longestLine),
        /** Ids of the rows whose secret the extension holds. */
        kept: list(text()),
    }),
    /** While it is busy nothing can be submitted; the text is read out. */
    object({ kind: oneOf('status'), text: text(), isBusy: flag }),
);

/** From a form to the extension. */
export const isFromForm = anyOf(
    /** The page is there, for the first time or again; `values` are what it has kept. */
    object({ kind: oneOf('ready'), values: optional(isFormValues) }),
    object({ kind: oneOf('changed'), revision: count, values: isFormValues }),
    object({ kind: oneOf('secret'), row: text(64), value: text() }),
    object({ kind: oneOf('browse'), path: text() }),
    /** A button: `submit`, `copy`, `reset`, or the action of a problem. */
    object({ kind: oneOf('act'), action: text(), path: text() }),
);

export type ToForm = ShapeOf<typeof isToForm>;
export type FromForm = ShapeOf<typeof isFromForm>;
export type Problem = ShapeOf<typeof problem>;
