import { styleText } from 'node:util';
import { printable } from '../terminal';

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours, or the text alone where there shall be none; on one line, and harmless to a terminal. */
export function painter(colours: boolean): Paint {
    return (style, text) => (colours ? styleText(style, printable(text), { validateStream: false }) : printable(text));
}

export function counted(count: number, one: string, many = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}
