/** Why a program gave no result. */
export class ProgramError extends Error {
    override readonly name = 'ProgramError';
    /**
     * `missing`: not installed; `denied`: may not be started; `arguments`: cannot be handed over safely (a Windows batch file);
     * `exit`: ended with a code that was not expected; `signal`: was killed; `timeout`: took longer than allowed.
     */
    readonly reason: 'missing' | 'denied' | 'arguments' | 'exit' | 'signal' | 'timeout';
    readonly program: string;
    readonly exitCode: number | undefined;
    /** The end of what it printed, standard error first where there is some. */
    readonly output: string;

    constructor(
        reason: ProgramError['reason'],
        program: string,
        message: string,
        { exitCode, output = '', cause }: { exitCode?: number | undefined; output?: string; cause?: unknown } = {},
    ) {
        super(message, { cause });
        this.reason = reason;
        this.program = program;
        this.exitCode = exitCode;
        this.output = output;
    }
}
