import type { Command } from '../project';
import { sourceOf, type Program, type ProgramCall } from './program';

type Kind = Command['readsFiles'][number]['kind'];

/** Functions of packages that read what a path names: which argument it is, `all` where each is one. */
const readers: Readonly<Record<string, { readonly path: number | 'all'; readonly kind: Kind }>> = {
    'html/template.ParseFiles': { path: 'all', kind: 'template' },
    'html/template.ParseGlob': { path: 0, kind: 'template' },
    'text/template.ParseFiles': { path: 'all', kind: 'template' },
    'text/template.ParseGlob': { path: 0, kind: 'template' },
    'net/http.Dir': { path: 0, kind: 'static' },
    'net/http.ServeFile': { path: 2, kind: 'static' },
    'github.com/golang-migrate/migrate/v4.New': { path: 0, kind: 'migration' },
    'github.com/golang-migrate/migrate/v4.NewWithDatabaseInstance': { path: 0, kind: 'migration' },
    'github.com/pressly/goose/v3.Up': { path: 1, kind: 'migration' },
    'os.ReadFile': { path: 0, kind: 'file' },
    'os.Open': { path: 0, kind: 'file' },
    'os.ReadDir': { path: 0, kind: 'file' },
    'os.DirFS': { path: 0, kind: 'file' },
    'io/ioutil.ReadFile': { path: 0, kind: 'file' },
};

/** Methods of templates and web frameworks, told by their names and by arguments that look like it. */
const methods: Readonly<Record<string, { readonly path: number | 'all'; readonly kind: Kind }>> = {
    ParseFiles: { path: 'all', kind: 'template' },
    ParseGlob: { path: 0, kind: 'template' },
    LoadHTMLGlob: { path: 0, kind: 'template' },
    LoadHTMLFiles: { path: 'all', kind: 'template' },
    Static: { path: 1, kind: 'static' },
    StaticFile: { path: 1, kind: 'static' },
};

const names = [
    ...new Set([...Object.keys(readers).map((name) => name.slice(name.lastIndexOf('.') + 1)), ...Object.keys(methods)]),
];
const mostFiles = 50;

/** What a program reads relative to the folder that it is started in, where the path is written out. */
export function readReads(program: Program): Command['readsFiles'] {
    const found = new Map<string, Command['readsFiles'][number]>();
    for (const call of program.callsNamed(...names)) {
        const reader = readers[call.qualified] ?? methodOf(call);
        if (reader === undefined) continue;
        const paths = reader.path === 'all' ? call.args : call.args.slice(reader.path, reader.path + 1);
        for (const path of paths) {
            const clean = path.kind === 'string' ? cleanPath(path.value) : undefined;
            if (clean === undefined || found.has(clean) || found.size >= mostFiles) continue;
            found.set(clean, { path: clean, kind: reader.kind, ...sourceOf(call.place.file, call.line) });
        }
    }
    return [...found.values()];
}

/** A function of any other package may have the same name. */
function methodOf({ path, qualified }: ProgramCall): (typeof methods)[string] | undefined {
    const name = path.slice(path.lastIndexOf('.') + 1);
    return path === qualified && path.includes('.') && Object.hasOwn(methods, name) ? methods[name] : undefined;
}

/** `undefined` for what is absolute, above the folder, or no path. */
function cleanPath(written: string): string | undefined {
    const path = written
        .replace(/^file:\/\/(?!\/)/, '')
        .replaceAll('\\', '/')
        .replace(/^(?:\.\/)+/, '')
        .replace(/\/+$/, '');
    const isPlain = /^[\w@][\w./@*?{},-]*$/.test(path) && path.length <= 200;
    return isPlain && !path.split('/').includes('..') ? path : undefined;
}
