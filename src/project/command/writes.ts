import type { Expression } from '../go/expression';
import type { Place } from '../lookup';
import { folderOf } from '../paths';
import type { Command, Source } from '../project';
import { sourceOf, type Program } from './program';

/** Functions that make a file or folder: which argument is the path, and whether that names a folder. */
const writers: Readonly<Record<string, { readonly path: number; readonly folder?: true }>> = {
    'os.Create': { path: 0 },
    'os.WriteFile': { path: 0 },
    'os.OpenFile': { path: 0 },
    'os.Mkdir': { path: 0, folder: true },
    'os.MkdirAll': { path: 0, folder: true },
    'os.MkdirTemp': { path: 0, folder: true },
    'os.CreateTemp': { path: 0, folder: true },
    'io/ioutil.WriteFile': { path: 0 },
    'io/ioutil.TempDir': { path: 0, folder: true },
    'io/ioutil.TempFile': { path: 0, folder: true },
    'go.etcd.io/bbolt.Open': { path: 0 },
    'gorm.io/driver/sqlite.Open': { path: 0 },
    'github.com/glebarez/sqlite.Open': { path: 0 },
    'github.com/dgraph-io/badger/v4.DefaultOptions': { path: 0, folder: true },
    'github.com/cockroachdb/pebble.Open': { path: 0, folder: true },
    'github.com/syndtr/goleveldb/leveldb.OpenFile': { path: 0, folder: true },
};
const names = [...new Set(Object.keys(writers).map((name) => name.slice(name.lastIndexOf('.') + 1)))];
const temporary = new Set(['os.MkdirTemp', 'os.CreateTemp', 'io/ioutil.TempDir', 'io/ioutil.TempFile']);
const joins = /^(?:path|filepath)\.Join$/;

/** The folders that a program writes to, once each. */
export function readWrites(program: Program): Command['writesFiles'] {
    const found = new Map<string, Source>();
    const add = (path: string, isFolder: boolean, source: Source): void => {
        const folder = cleanFolder(path, isFolder);
        if (folder !== undefined && !found.has(folder)) found.set(folder, source);
    };
    for (const call of program.callsNamed(...names)) {
        const source = sourceOf(call.place.file, call.line);
        const writer = writers[call.qualified];
        const path = call.args[writer?.path ?? 0];
        const flags = call.args[1];
        if (path === undefined) continue;
        if (call.qualified === 'os.OpenFile' && flags?.kind === 'member' && flags.name === 'O_RDONLY') continue;
        if (writer === undefined) continue;
        if (temporary.has(call.qualified) && path.kind === 'string' && path.value === '') add('/tmp', true, source);
        for (const each of readPaths(program, path, call.place))
            add(each.path, each.folder || writer.folder === true, source);
    }
    for (const call of program.callsNamed('Open', 'Connect', 'MustOpen', 'MustConnect')) {
        const [driver, name] = call.args;
        if (driver?.kind !== 'string' || !/^(?:sqlite3?|libsql|duckdb)$/.test(driver.value) || name === undefined)
            continue;
        for (const each of readPaths(program, name, call.place))
            add(each.path, each.folder, sourceOf(call.place.file, call.line));
    }
    return [...found].slice(0, mostFolders).map(([path, source]) => ({ path, ...source }));
}

const mostAlternatives = 3;
/** More folders than these cannot be made in an image one by one. */
const mostFolders = 12;

/** What a path may be; where only its beginning is known, the folder that it begins with. */
function readPaths(program: Program, expression: Expression, place: Place): { path: string; folder: boolean }[] {
    const known = program.evaluate(expression, place).flatMap(({ text }) => (text === undefined ? [] : text));
    // Many alternatives are those of a parameter that everything passes through: they say nothing of this program.
    if (known.length > mostAlternatives) return [];
    if (known.length > 0) return known.map((path) => ({ path, folder: false }));
    if (expression.kind === 'binary' && expression.operator === '+')
        return readPaths(program, expression.left, place).map(({ path, folder }) => ({
            path: folder || path.endsWith('/') ? path : folderOf(path),
            folder: true,
        }));
    if (expression.kind !== 'call' || expression.callee.kind !== 'member' || expression.callee.of.kind !== 'name')
        return [];
    const [first] = expression.args;
    if (first === undefined || !joins.test(`${expression.callee.of.name}.${expression.callee.name}`)) return [];
    return readPaths(program, first, place).map(({ path }) => ({ path, folder: true }));
}

/** Without the dressing of a database's address; `undefined` for what is no folder of an image. */
function cleanFolder(written: string, isFolder: boolean): string | undefined {
    if (/:memory:|mode=memory|^\w+:\/\/|[\s*%]|^\d+[a-z]*$/.test(written) || written.length > 500) return undefined;
    const path = written
        .replace(/^file:/, '')
        .replace(/\?.*$/, '')
        .replaceAll('\\', '/')
        .replace(/\/+$/, '');
    if (path === '' || /^\/(?:dev|proc|sys)(?:\/|$)/.test(path)) return undefined;
    const folder = isFolder ? path : folderOf(path);
    const plain = folder.replace(/^\.\//, '');
    // A duration that got here through a method of the same name.
    if (/^-?\d+(?:ns|us|ms|s|m|h)?$/.test(plain) || /(?:^|\/)-?\d{1,3}(?:\/|$)/.test(plain)) return undefined;
    // Folders of macOS and Windows.
    if (/^(?:Library|AppData)\//.test(plain) || plain.startsWith('~')) return undefined;
    return plain === '' ? (path.startsWith('/') ? '/' : '.') : plain;
}
