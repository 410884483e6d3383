import { unwrap } from '../dockerfile/commandEnvironment';
import { flagValue, programOf } from '../dockerfile/commandQueries';
import { commandsOf, type ShellCommand, type ShellWord } from '../dockerfile/shell';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';

/** A `curl` or `wget` in a RUN and what it fetches. */
interface Download {
    readonly command: ShellCommand;
    readonly url: ShellWord;
}

export function downloadsOf(dockerfile: Dockerfile, run: Instruction): Download[] {
    return commandsOf(dockerfile, run).flatMap((written) => {
        const command = unwrap(written);
        const program = programOf(command)?.split('/').at(-1);
        if (program !== 'curl' && program !== 'wget') return [];
        const url = command.args.find(({ value }) => /^(?:https?|ftp):\/\//i.test(value));
        const isUpload = ['-X', '--request', '-d', '--data', '-T'].some((flag) => {
            const value = flagValue(command, flag);
            return value !== undefined && value !== 'GET';
        });
        return url === undefined || isUpload ? [] : [{ command, url }];
    });
}

const verifiers =
    /^(?:(?:sha(?:1|224|256|384|512)|b2|md5)sum|shasum|gpg|gpgv|cosign|minisign|openssl|signify|rhash|slsa-verifier)$/;

/** Whether something in a RUN compares a checksum or a signature. */
export function verifies(dockerfile: Dockerfile, run: Instruction): boolean {
    return commandsOf(dockerfile, run).some((written) => {
        const command = unwrap(written);
        const program = programOf(command)?.split('/').at(-1) ?? '';
        return verifiers.test(program) || /sha\d*sum|checksum|verify/i.test(command.name.value);
    });
}

export function isOnThisMachine(url: string): boolean {
    return /^\w+:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?:[:/]|$)/i.test(url);
}
