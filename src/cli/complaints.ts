const mostShown = 10;

/** What went wrong on the way, told in one line at the end. */
export class Complaints {
    readonly #messages: string[] = [];

    readonly add = (message: string): void => {
        this.#messages.push(message);
    };

    /** `undefined` where there are none. */
    line(): string | undefined {
        const more = this.#messages.length - mostShown;
        const shown = this.#messages.slice(0, mostShown);
        if (more > 0) shown.push(`and ${more} more`);
        return shown.length === 0 ? undefined : shown.join('; ');
    }
}
