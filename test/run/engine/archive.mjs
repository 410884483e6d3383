/** One tar archive from several places, so that nothing is copied together first. */
import { lstatSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../program.mjs';

/**
 * @typedef {object} Part
 * @property {string} folder whose content goes to the root of the image
 * @property {string} [under] a folder of the image to put it into instead, with a `/` at its end; its files then belong to root
 * @property {string[]} [files] relative names; without it everything, less `except`
 * @property {string[]} [except] relative names, folders with all that is in them
 */

/** @param {Part[]} parts where two have the same name, the earlier one wins: an engine takes no name twice */
export async function writeArchive(file, parts) {
    rmSync(file, { force: true });
    const written = new Set();
    for (const { folder, under = '', files, except = [] } of parts) {
        const added = (files ?? [...namesIn(folder, except)]).filter((name) => !written.has(under + name));
        for (const name of added) written.add(under + name);
        const options = ['--append', `--file=${file}`, `--directory=${folder}`, '--numeric-owner', '--no-recursion'];
        if (under !== '') options.push('--owner=0', '--group=0', `--transform=flags=r;s,^,${under},`);
        await run('tar', [...options, '--null', '--verbatim-files-from', '--files-from=-'], {
            quiet: true,
            input: added.join('\0'),
        });
    }
}

function* namesIn(folder, except, parent = '') {
    for (const entry of readdirSync(join(folder, parent), { withFileTypes: true })) {
        const name = parent + entry.name;
        if (except.includes(name)) continue;
        yield name;
        if (entry.isDirectory()) yield* namesIn(folder, except, `${name}/`);
    }
}

/** The files of Debian packages that are installed in a root, relative to it. */
export function packageFiles(root, packages) {
    const lists = join(root, 'var/lib/dpkg/info');
    const known = readdirSync(lists);
    const files = packages.flatMap((name) => {
        const list = known.find((file) => file.endsWith('.list') && file.replace(/(:\w+)?\.list$/, '') === name);
        if (list === undefined) throw new Error(`${root} has no package ${name}`);
        return readFileSync(join(lists, list), 'utf8').split('\n');
    });
    // documentation is listed, though left out
    return [...new Set(files.filter((file) => file.startsWith('/') && file !== '/.'))]
        .map((file) => file.slice(1))
        .filter((file) => lstatSync(join(root, file), { throwIfNoEntry: false }) !== undefined);
}
