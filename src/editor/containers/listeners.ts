/** As `vscode.Event`, for what must also run outside VS Code. */
export type Listen<Value> = (listener: (value: Value) => void) => { dispose(): void };

export interface Listeners<Value> {
    readonly listen: Listen<Value>;
    tell(value: Value): void;
    clear(): void;
}

export function createListeners<Value>(): Listeners<Value> {
    const listeners = new Set<(value: Value) => void>();
    return {
        listen(listener) {
            // a function given twice is two listeners
            const own = (value: Value): void => {
                listener(value);
            };
            listeners.add(own);
            return { dispose: () => listeners.delete(own) };
        },
        tell(value) {
            for (const listener of [...listeners]) listener(value);
        },
        clear() {
            listeners.clear();
        },
    };
}
