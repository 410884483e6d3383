/** Where decisions are written, with their reasons and never with secrets; VS Code's log channel has this shape. */
export interface Log {
    trace(message: string): void;
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
}
