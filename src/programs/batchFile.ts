import { ProgramError } from './programError';

/**
 * A Windows batch file can be run by `cmd.exe` alone, which reads its command line as text. Inside double quotes everything is literal to it but
 * the quote itself, `%` and line breaks; arguments with those are refused rather than escaped by rules that batch files then undo.
 */
export function batchCommandLine(file: string, args: readonly string[]): readonly string[] {
    for (const word of [file, ...args]) {
        if (/["%\r\n\0]/.test(word)) {
            throw new ProgramError('arguments', file, `The batch file ${file} cannot be given the argument ${word}`);
        }
    }
    // a backslash before the closing quote would escape it for the program that the batch file starts
    const quoted = [file, ...args].map((word) => `"${word.replace(/\\+$/, '$&$&')}"`);
    return ['/d', '/v:off', '/s', '/c', `"${quoted.join(' ')}"`];
}

export function isBatchFile(file: string): boolean {
    return /\.(cmd|bat)$/i.test(file);
}
