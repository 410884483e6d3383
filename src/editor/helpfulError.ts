/** A failure that a person can do something about: its message is a sentence for them, its buttons are what helps. */
export class HelpfulError extends Error {
    override readonly name = 'HelpfulError';
    readonly buttons: readonly HelpfulButton[];

    constructor(message: string, buttons: readonly HelpfulButton[] = [], options?: ErrorOptions) {
        super(message, options);
        this.buttons = buttons;
    }
}

export interface HelpfulButton {
    readonly title: string;
    readonly press: () => unknown;
}
