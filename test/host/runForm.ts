import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { labelsFor } from '../../src/engine/labels';
import { eventually, hasPage, page, test } from './harness';
import { workspaceFolder } from './scaffold';

const run = promisify(execFile);
const docker = async (...args: string[]): Promise<string> => (await run('docker', args)).stdout.trim();

export function runFormTests(): void {
    if (!hasPage) return;
    const root = workspaceFolder();

    test('the form opens filled in as one click would', async () => {
        await buildStandIn(root);
        await page('openView', 'Gopherdock');
        await page('rowMenu', 'api', 'Run with Options…', 'Go Containers');
        await eventually(async () => (await page<string>('webviewText')).includes('docker run'), 'the command line');
        await page('screenshot', 'run form');
        const text = await page<string>('webviewOutline');
        assert.equal(text, '');
    });
}

async function buildStandIn(root: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'gopherdock-run-form-'));
    try {
        await writeFile(
            join(folder, 'Dockerfile'),
            'FROM busybox:latest\nUSER 65532\nEXPOSE 8080\nCMD ["httpd", "-f", "-p", "8080", "-h", "/tmp"]\n',
        );
        const labels = Object.entries(labelsFor({ workspace: root, command: 'api' }));
        await docker(
            ...['buildx', 'build', '--load', '--tag', 'shop-api:dev'],
            ...labels.flatMap(([name, value]) => ['--label', `${name}=${value}`]),
            folder,
        );
    } finally {
        await rm(folder, { recursive: true });
    }
}
