import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createBuildContexts } from '../../../src/compose/buildContexts';
import { memoryFiles } from '../memoryFiles';

interface Case {
    readonly title: string;
    readonly compose: string;
    /** Where the compose file stands. */
    readonly at?: string;
    readonly dockerfile?: string;
    /** The folder of the context; `undefined` where compose does not say. */
    readonly want: string | undefined;
}

const cases: readonly Case[] = [
    { title: 'a folder alone', compose: 'services:\n  app:\n    build: .\n', want: '' },
    {
        title: 'a folder below, with the Dockerfile in it',
        compose: 'services:\n  app:\n    build: ./services/api\n',
        dockerfile: 'services/api/Dockerfile',
        want: 'services/api',
    },
    {
        title: 'the root, with a Dockerfile elsewhere',
        compose: 'services:\n  app:\n    build:\n      context: .\n      dockerfile: ./deploy/api.Dockerfile\n',
        dockerfile: 'deploy/api.Dockerfile',
        want: '',
    },
    {
        title: 'the folder above the compose file',
        compose: 'services:\n  app:\n    build: { context: .., dockerfile: deploy/Dockerfile }\n',
        at: 'deploy/docker-compose.yml',
        dockerfile: 'deploy/Dockerfile',
        want: '',
    },
    {
        title: 'only the service that names the Dockerfile counts',
        compose:
            'services:\n  web:\n    build: ./web\n  db:\n    image: postgres\n  app:\n    build: { dockerfile: services/api/Dockerfile }\n',
        dockerfile: 'services/api/Dockerfile',
        want: '',
    },
    {
        title: 'a default of a variable',
        compose: 'services:\n  app:\n    build: { context: "${CONTEXT:-services}", dockerfile: api/Dockerfile }\n',
        dockerfile: 'services/api/Dockerfile',
        want: 'services',
    },
    { title: 'anchors', compose: 'x-build: &build\n  context: .\nservices:\n  app:\n    build: *build\n', want: '' },
    { title: 'a variable without a default', compose: 'services:\n  app:\n    build: $CONTEXT\n', want: undefined },
    { title: 'another Dockerfile', compose: 'services:\n  app:\n    build: ./services\n', want: undefined },
    { title: 'a repository', compose: 'services:\n  app:\n    build: https://example.com/app.git\n', want: undefined },
    {
        title: 'a folder that is not there',
        compose: 'services:\n  app:\n    build: { context: gone, dockerfile: ../Dockerfile }\n',
        want: undefined,
    },
    {
        title: 'a folder outside',
        compose: 'services:\n  app:\n    build: { context: ../.., dockerfile: app/Dockerfile }\n',
        want: undefined,
    },
    { title: 'an absolute folder', compose: 'services:\n  app:\n    build: /etc\n', want: undefined },
    {
        title: 'a Dockerfile in the compose file',
        compose: 'services:\n  app:\n    build: { context: ., dockerfile_inline: FROM scratch }\n',
        want: undefined,
    },
    { title: 'no compose file', compose: 'just: [text', want: undefined },
    { title: 'lists where names are expected', compose: 'services: [app]\n', want: undefined },
    {
        title: 'values of other kinds',
        compose: 'services:\n  a: 1\n  b: { build: 7 }\n  c: { build: { context: [x] } }\n  d:\n',
        want: undefined,
    },
    {
        title: 'aliases without end',
        compose: `a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nservices: { app: { build: ., x: [*c, *c, *c, *c] } }\n`,
        want: undefined,
    },
];

suite('the build context that compose gives a Dockerfile', () => {
    for (const { title, compose, at = 'compose.yaml', dockerfile = 'Dockerfile', want } of cases)
        test(title, async () => {
            const files = memoryFiles({
                Dockerfile: '',
                'deploy/Dockerfile': '',
                'deploy/api.Dockerfile': '',
                'services/api/Dockerfile': '',
                'web/Dockerfile': '',
                [at]: compose,
            });
            assert.equal(await createBuildContexts(files)(dockerfile), want);
        });

    test('the nearest compose file counts first', async () => {
        const files = memoryFiles({
            'compose.yaml': 'services:\n  app:\n    build: { context: ., dockerfile: services/api/Dockerfile }\n',
            'services/docker-compose.yml': 'services:\n  app:\n    build: api\n',
            'services/api/Dockerfile': '',
        });
        assert.equal(await createBuildContexts(files)('services/api/Dockerfile'), 'services/api');
    });
});
