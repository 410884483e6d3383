import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { reasonsAt } from '../../../src/editor/scaffold/lineReasons';
import { defaultChoices, scaffold } from '../../../src/scaffold/render';
import { diskFiles } from '../../../src/cli/diskFiles';
import { readProject } from '../../../src/project/reader';

/** The beginnings of what is said of the first line that contains `line`, in a text made from the scaffolded one. */
async function reasonsOf(line: string, edit: (text: string) => string = (text) => text): Promise<string[]> {
    const [file] = scaffold(await readProject(diskFiles('test/projects/shop')), {
        ...defaultChoices,
        files: ['dockerfile'],
    });
    assert.ok(file);
    const dockerfile = parseDockerfile(edit(file.text));
    const at = dockerfile.text.split(/\r?\n/).findIndex((each) => each.includes(line));
    assert.ok(at >= 0, line);
    const found = reasonsAt(dockerfile, { line: at, character: 2 }, file);
    return found?.reasons.map(({ what }) => what) ?? [];
}

suite('reasons for the lines of a scaffolded Dockerfile', () => {
    test('a line is explained by what speaks of it, and of its stage', async () => {
        assert.deepEqual(await reasonsOf('ARG GO_VERSION='), ['Go 1.26']);
        assert.deepEqual(await reasonsOf('ENV CGO_ENABLED=0'), ['CGO_ENABLED=0 in `build`']);
        assert.deepEqual(await reasonsOf('EXPOSE 8080'), ['api: port 8080']);
        assert.deepEqual(await reasonsOf('EXPOSE 9090'), ['worker: port 9090']);
        assert.deepEqual(await reasonsOf(':nonroot AS worker'), [
            'worker: `gcr.io/distroless/static-debian13:nonroot`',
        ]);
        assert.deepEqual(await reasonsOf('./cmd/worker'), ['cache mounts for modules and compiled packages']);
    });

    test('a HEALTHCHECK is explained in its second line too', async () => {
        assert.deepEqual(await reasonsOf('CMD ["/usr/local/bin/healthcheck", "/healthz", "9090"]'), [
            'worker: a HEALTHCHECK that asks for `/healthz`',
        ]);
    });

    test('line breaks of Windows change nothing', async () => {
        const toWindows = (text: string): string => text.replaceAll('\n', '\r\n');
        assert.deepEqual(await reasonsOf('./cmd/worker', toWindows), [
            'cache mounts for modules and compiled packages',
        ]);
    });

    test('nothing is said of a line that was edited, or that needs no reason', async () => {
        assert.deepEqual(await reasonsOf('EXPOSE 8081', (text) => text.replace('EXPOSE 8080', 'EXPOSE 8081')), []);
        assert.deepEqual(await reasonsOf('WORKDIR /src'), []);
    });
});
