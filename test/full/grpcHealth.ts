import { connect } from 'node:http2';

/** A message of gRPC: not compressed, of no bytes, which asks for the server as a whole. */
const question = Buffer.from([0, 0, 0, 0, 0]);
/** Field 1, SERVING. */
const serving = Buffer.from([0, 0, 0, 0, 2, 8, 1]);

/** Whether a server on this machine answers `grpc.health.v1.Health/Check` with SERVING. https://github.com/grpc/grpc/blob/master/doc/health-checking.md */
export function grpcHealth(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const session = connect(`http://127.0.0.1:${port}`);
        const settle = (serves: boolean): void => {
            session.destroy();
            resolve(serves);
        };
        session.setTimeout(5000, () => {
            settle(false);
        });
        session.on('error', () => {
            settle(false);
        });
        const stream = session.request({
            ':method': 'POST',
            ':path': '/grpc.health.v1.Health/Check',
            'content-type': 'application/grpc',
            te: 'trailers',
        });
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('error', () => {
            settle(false);
        });
        stream.on('end', () => {
            settle(Buffer.concat(parts).equals(serving));
        });
        stream.end(question);
    });
}
