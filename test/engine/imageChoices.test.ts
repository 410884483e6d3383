/** What a Dockerfile gets only for some projects, built and run on a real engine. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { diskFiles } from '../../src/cli/diskFiles';
import type { Engine } from '../../src/engine/engine';
import { readProject } from '../../src/project/reader';
import { findBuildTargets } from '../../src/scaffold/buildTargets';
import { checkChoices, defaultChoices, scaffold } from '../../src/scaffold/render';
import { buildImage, ended, hardenedContainer, logText, testEngine, until } from './stackEngine';

let engine: Engine;
before(async () => {
    engine = await testEngine();
});
after(() => {
    engine.dispose();
});

const goMod = (name: string): string => `module example.com/${name}\n\ngo 1.26\n`;

/** Answers its health, and ends well on the signal of a terminal only. */
const server = `package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
)

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {})
	go http.ListenAndServe(":"+port, nil)
	fmt.Println(text)
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	<-c
	fmt.Println("ended in good order")
}
`;

test('a frontend is embedded, the probe follows the port, and the program gets the signal that it waits for', async (context) => {
    const build = await buildProject(context, 'shop', {
        'go.mod': goMod('shop'),
        'main.go': server.replaceAll('text)', 'site.Text)').replace('"os"\n', '"example.com/shop/site"\n\t"os"\n'),
        'site/site.go': 'package site\n\nimport _ "embed"\n\n//go:embed dist/hello.txt\nvar Text string\n',
        'site/package.json': '{ "scripts": { "build": "something" } }',
        'site/package-lock.json': '{}',
        'site/hello.txt': 'built by the frontend',
        // No node here: what it is asked for is done by a script.
        'site/npm': '#!/bin/sh\n[ "$1" = ci ] && exit\nmkdir dist && cp hello.txt dist/\n',
    });
    const image = await build((text) =>
        text
            .replace(/^FROM .*node:\S+/m, 'FROM debian:trixie-slim')
            .replace(/^WORKDIR \/src\/site$/m, '$&\nCOPY --chmod=755 site/npm /usr/local/bin/npm'),
    );
    const id = await hardenedContainer(engine, image, { env: { PORT: '9090' } });
    await engine.start(id);
    await untilHealthy(id);
    await engine.stop(id, { graceSeconds: 10 });
    const { exitCode } = await ended(engine, id);
    const log = await logText(engine, id);
    assert.equal(exitCode, 0, log);
    assert.match(log, /built by the frontend[^]*ended in good order/);
});

test('a workspace below the root joins what is beside it, and a program asks itself', async (context) => {
    const build = await buildProject(context, 'api', {
        'backend/go.work': 'go 1.26\n\nuse (\n\t./api\n\t../lib\n)\n',
        'backend/api/go.mod': `${goMod('api')}\nrequire example.com/lib v0.0.0\n`,
        'backend/api/main.go':
            'package main\n\nimport (\n\t"example.com/lib"\n\t"os"\n\t"time"\n)\n\nfunc main() {\n\tif len(os.Args) > 1 && os.Args[1] == "healthcheck" {\n\t\treturn\n\t}\n\tprintln(lib.Text)\n\ttime.Sleep(time.Minute)\n}\n',
        'lib/go.mod': goMod('lib'),
        'lib/lib.go': 'package lib\n\nconst Text = "from the other module"\n',
    });
    const id = await hardenedContainer(engine, await build());
    await engine.start(id);
    await untilHealthy(id);
    assert.match(await logText(engine, id), /from the other module/);
});

test('a module that the workspace does not use is built without it', async (context) => {
    const build = await buildProject(context, 'mailer', {
        'go.work': 'go 1.26\n\nuse ./api\n',
        'api/go.mod': goMod('api'),
        'api/main.go': 'package main\n\nfunc main() { println("api") }\n',
        'api/names/names.go': 'package names\n\nconst Tool = "a tool of its own"\n',
        'mailer/go.mod': `${goMod('mailer')}\nrequire example.com/api v0.0.0\n\nreplace example.com/api => ../api\n`,
        'mailer/main.go': 'package main\n\nimport "example.com/api/names"\n\nfunc main() { println(names.Tool) }\n',
    });
    const id = await hardenedContainer(engine, await build());
    await engine.start(id);
    assert.equal((await ended(engine, id)).exitCode, 0);
    assert.match(await logText(engine, id), /a tool of its own/);
});

/** Writes a project and its container files, and answers what builds the image of one command. */
async function buildProject(
    context: TestContext,
    name: string,
    files: Readonly<Record<string, string>>,
): Promise<(change?: (text: string) => string) => Promise<string>> {
    const folder = await mkdtemp(path.join(tmpdir(), 'gopherdock-choices-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    const write = async (file: string, text: string): Promise<void> => {
        await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
        await writeFile(path.join(folder, file), text);
    };
    for (const [file, text] of Object.entries(files)) await write(file, text);
    const project = await readProject(diskFiles(folder));
    assert.deepEqual(checkChoices(project, defaultChoices), []);
    const target = findBuildTargets(project).find(({ command }) => command.name === name);
    assert.ok(target !== undefined);
    return async (change = (text) => text) => {
        for (const { path: file, text } of scaffold(project, defaultChoices)) await write(file, change(text));
        return buildImage(context, engine, {
            context: path.join(folder, target.context),
            dockerfile: path.join(folder, target.dockerfile),
            target: target.target,
            args: {},
        });
    };
}

async function untilHealthy(id: string): Promise<void> {
    await until('a healthy container', async () => {
        const container = (await engine.containers()).find((each) => each.id === id);
        return container?.health === 'healthy' ? container : undefined;
    });
}
