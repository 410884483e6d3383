/** A reporter for node:test that prints what failed, each with its file and its error, at the end. */
import { inspect } from 'node:util';

export default async function* failures(events) {
    const failed = [];
    for await (const { type, data } of events) {
        if (type === 'test:fail' && data.details?.type !== 'suite') failed.push(data);
    }
    yield '\n';
    for (const { name, file, line, details } of failed) {
        yield `✗ ${name}\n  ${file ?? ''}${line === undefined ? '' : `:${line}`}\n`;
        yield `${inspect(details.error.cause ?? details.error, { depth: 4 }).replaceAll(/^/gm, '    ')}\n`;
    }
}
