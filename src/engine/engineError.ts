import type { Endpoint } from './engine';

/**
 * `unreachable`: nothing answers; `denied`: it answers but refuses us; `missing`: there is no such object, context or program;
 * `conflict`: the object's state or name stands against it; `protocol`: an answer that is an error or makes no sense.
 */
export type EngineErrorReason = 'unreachable' | 'denied' | 'missing' | 'conflict' | 'protocol';

/** The only error that `engine/` throws, but for the reason of an aborted signal. */
export class EngineError extends Error {
    override readonly name = 'EngineError';
    readonly reason: EngineErrorReason;
    /** Where it happened, `undefined` where no endpoint was found. */
    readonly endpoint: Endpoint | undefined;
    /** The HTTP status where the engine itself refused. */
    readonly status: number | undefined;

    constructor(
        reason: EngineErrorReason,
        message: string,
        { endpoint, status, cause }: { endpoint?: Endpoint | undefined; status?: number; cause?: unknown } = {},
    ) {
        super(message, { cause });
        this.reason = reason;
        this.endpoint = endpoint;
        this.status = status;
    }
}

/** The error of a connection that failed: by Node's error code, never by its text. */
export function connectionError(cause: unknown, endpoint: Endpoint): EngineError {
    if (cause instanceof EngineError) return cause;
    const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
    const words = cause instanceof Error ? cause.message : String(cause);
    const where = `\`${endpoint.address}\``;
    if (code === 'EACCES' || code === 'EPERM') {
        return new EngineError('denied', `You may not use the container engine at ${where}`, { endpoint, cause });
    }
    if (code.startsWith('HPE_')) {
        return new EngineError('protocol', `What answers at ${where} is not a container engine`, { endpoint, cause });
    }
    if (isTlsCode(code)) {
        const message = `The TLS connection to the container engine at ${where} was refused: ${words}`;
        return new EngineError('denied', message, { endpoint, cause });
    }
    return new EngineError('unreachable', `No container engine answers at ${where} (${words})`, { endpoint, cause });
}

/** The error of an answer with a status of 400 or more; `words` is the engine's own message. */
export function statusError(status: number, words: string, endpoint: Endpoint): EngineError {
    const reason = status === 403 && isInUse(words) ? 'conflict' : (reasonOfStatus.get(status) ?? 'protocol');
    return new EngineError(reason, words === '' ? `The engine answered with status ${status}` : words, {
        endpoint,
        status,
    });
}

/** Of a network that has containers, or is one of the engine's own, the engine says that it is forbidden to remove it. */
function isInUse(words: string): boolean {
    return /active endpoints|pre-?defined network/i.test(words);
}

const reasonOfStatus: ReadonlyMap<number, EngineErrorReason> = new Map([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'missing'],
    [409, 'conflict'],
]);

function isTlsCode(code: string): boolean {
    return (
        /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_)/.test(code) ||
        ['EPROTO', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'HOSTNAME_MISMATCH'].includes(code)
    );
}
