import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../program.mjs';

/** Written by hand, as many are: each line of it is found somewhere in the world. */
const legacy = `FROM golang:1.25-alpine AS build
WORKDIR /src
COPY . .
RUN apk add git && \\
    # what the program needs
    go mod download && \\
    go build \\
        -ldflags "-X main.Version=1.4.0" \\
        -o /bin/api ./cmd/api

FROM alpine:3.22
COPY --from=build /bin/api /api
ENV GOMEMLIMIT=256Mi
EXPOSE 8080
ENTRYPOINT /api
`;
const file = 'Dockerfile.legacy';

/** A Dockerfile that nobody scaffolded: what is wrong in it is seen, traced into the Go source, repaired, and taken back. */
export async function judgeTrip(page, folder) {
    writeFileSync(join(folder, file), legacy);
    const finding = async (code) => (await page.problems()).find((each) => each.code.includes(code));
    await step('a Dockerfile written by hand is judged', async () => {
        await page.openFile(file);
        await page.waitFor(() => finding('version-variable-unknown'), 'the finding inside RUN');
    });
    await step('the finding stands on its word, in the middle of a RUN', async () => {
        const { line, column } = await finding('version-variable-unknown');
        const [written = ''] = legacy.split('\n').slice(line - 1);
        assert.match(written.slice(column - 1), /^main\.Version\b/);
        await page.goTo(line, column);
        await page.hover();
        await page.screenshot('inside RUN');
        await page.press('Escape');
    });
    await step('a finding leads to the Go source', async () => {
        await page.openRelated('time-zones-missing');
        await page.waitFor(async () => (await page.editorText()).includes('time.LoadLocation'), 'the Go source');
        await page.screenshot('Go source');
        await page.openFile(file);
    });
    const before = await page.squiggles();
    await step('all is fixed at once', async () => {
        await page.runCommand('Fix All Problems in This Dockerfile');
        await page.waitFor(
            async () => !(await finding('go-memory-limit-malformed')),
            'the memory limit to be repaired',
        );
        await page.screenshot('fix all');
    });
    await step('undo takes it back, and the findings return', async () => {
        await page.press('ControlOrMeta+Z');
        await page.waitFor(async () => (await finding('go-memory-limit-malformed')) !== undefined, 'the finding');
        assert.deepEqual(await page.squiggles(), before);
    });
    await page.runCommand('View: Revert and Close Editor');
    // what a project's Dockerfiles say counts for its programs
    rmSync(join(folder, file));
}
