/**
 * Renews src/facts/releases.json from https://endoflife.date: `node test/run/refreshReleases.mjs`. What the source does not
 * know, such as distroless, stays as it is, and is looked at by hand. Nothing is written when an answer is missing or odd.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { refresh } from './releases.mjs';

const file = fileURLToPath(new URL('../../src/facts/releases.json', import.meta.url));
const api = 'https://endoflife.date/api';

const products = ['go', 'alpine-linux', 'debian', 'ubuntu'];
const answers = await Promise.all(
    products.map(async (product) => {
        const answer = await fetch(`${api}/${product}.json`, { signal: AbortSignal.timeout(30_000) });
        if (!answer.ok) throw new Error(`${api}/${product}.json answers ${answer.status}`);
        return [product, await answer.json()];
    }),
).catch((error) => {
    console.error(
        `the releases could not be asked for, and stay as they are: ${error.cause?.message ?? error.message}`,
    );
    process.exit(1);
});

const before = JSON.parse(await readFile(file, 'utf8'));
const { releases, changes } = refresh(before, Object.fromEntries(answers), new Date().toISOString().slice(0, 10));
await writeFile(file, `${JSON.stringify(releases, undefined, 4)}\n`);
for (const change of changes) console.log(change);
console.log(
    `${changes.length} changes; as of ${releases.asOf}. Format it: npx prettier --write src/facts/releases.json`,
);
