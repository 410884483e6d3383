import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const patience = 60_000;

/**
 * A debugger as an editor reaches it: the Debug Adapter Protocol, https://microsoft.github.io/debug-adapter-protocol/specification
 * @returns {Promise<{ ask: (command: string, arguments_: object) => Promise<any>, event: (name: string) => Promise<any>, close: () => void }>}
 */
export async function attach(host, port) {
    const socket = connect(port, host);
    await once(socket, 'connect');
    const messages = [];
    let received = Buffer.alloc(0);
    socket.on('error', (error) => messages.push({ type: 'failure', message: error.message }));
    socket.on('data', (part) => {
        received = Buffer.concat([received, part]);
        for (let message; (message = readMessage()) !== undefined;) messages.push(message);
    });
    function readMessage() {
        const head = received.indexOf('\r\n\r\n');
        const length = Number(/Content-Length: (\d+)/.exec(received.subarray(0, Math.max(head, 0)))?.[1] ?? Infinity);
        const start = head + 4;
        if (received.length < start + length) return undefined;
        const message = JSON.parse(received.subarray(start, start + length).toString('utf8'));
        received = received.subarray(start + length);
        return message;
    }
    async function wait(what, isIt) {
        for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(20)) {
            const at = messages.findIndex(isIt);
            if (at >= 0) return messages.splice(at, 1)[0];
        }
        throw new Error(`no ${what} of the debugger: ${JSON.stringify(messages)}`);
    }
    let asked = 0;
    return {
        async ask(command, given) {
            const sequence = ++asked;
            const text = JSON.stringify({ seq: sequence, type: 'request', command, arguments: given });
            socket.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
            const answer = await wait(
                `answer to \`${command}\``,
                ({ type, request_seq }) => type === 'response' && request_seq === sequence,
            );
            if (!answer.success) throw new Error(`\`${command}\`: ${answer.body?.error?.format ?? answer.message}`);
            return answer.body;
        },
        event: async (name) =>
            (await wait(`event \`${name}\``, (each) => each.type === 'event' && each.event === name)).body,
        close: () => socket.destroy(),
    };
}
