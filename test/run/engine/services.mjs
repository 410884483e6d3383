/**
 * Stand-ins for the images of services and of Node, for an engine that no registry reaches: real servers from Debian packages behind the users, folders,
 * variables and commands of the official images, and this machine's own Node. Built only where asked, because they take minutes that most tests have no use for.
 */
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { onPath, run, step } from '../program.mjs';

/** Raise it when what is built here changes. */
const recipe = 'services-1';
const label = 'gopherdock.stand-in=1';
const recipeLabel = `gopherdock.recipe=${recipe}`;

/** The folder under services/ by the name of the image. */
const folders = { 'postgres:18-alpine': 'postgres', 'redis:8-alpine': 'redis', 'node:24-trixie-slim': 'node' };

/** What is taken from this machine: folders by the name that a Dockerfile gives them. */
const contexts = {
    node: async () => ({
        program: dirname(process.execPath),
        modules: (await run(onPath('npm') ?? 'npm', ['root', '--global'], { quiet: true })).trim(),
    }),
};

/**
 * Builds those of the images that the engine lacks.
 * @param {import('./up.mjs').Engine} engine one of our own; every other has its images from their registries
 * @param {readonly string[]} images throws where there is no stand-in for one of them
 */
export async function buildServiceStandIns(engine, images) {
    const docker = (...args) => run(engine.dockerPath, args, { quiet: true, env: engine.env });
    const present = await docker('images', `--filter=label=${recipeLabel}`, '--format={{.Repository}}:{{.Tag}}');
    for (const image of images) {
        if (!Object.hasOwn(folders, image)) throw new Error(`there is no stand-in for \`${image}\``);
        if (present.split('\n').includes(image)) continue;
        const folder = fileURLToPath(new URL(`services/${folders[image]}`, import.meta.url));
        // of the host: its resolver and its way to the packages, which the engine's own network may lack
        const found = Object.entries((await contexts[folders[image]]?.()) ?? {});
        const given = found.map(([name, path]) => `--build-context=${name}=${path}`);
        const options = [...given, '--network=host', `--label=${label}`, `--label=${recipeLabel}`, `--tag=${image}`];
        await step(`stand-in ${image}`, () => docker('build', ...options, folder));
    }
}
