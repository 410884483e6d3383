import type { FileIndex } from './fileIndex';
import type { GoFile } from './go/file';
import type { Tree } from './tree';
import { folderOf } from './paths';

/** Everything that was read of a project, from which its facts follow without further reading. */
export interface Sources extends Tree {
    /** Go files but tests, by path, in path order. */
    readonly goFiles: ReadonlyMap<string, GoFile>;
    /** go.mod, go.work, what describes builds (Dockerfile, Makefile, CI, package.json) and settings, by path, in path order. */
    readonly texts: ReadonlyMap<string, Uint8Array>;
    /** Of the Go files. */
    readonly index?: FileIndex | undefined;
}

/** Whether there is a file or folder of that path; of a `vendor` folder only the first level is known. */
export function exists(tree: Tree, path: string): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return tree.folders.get(folderOf(path))?.some((entry) => entry.name === name) ?? false;
}

export type SourceKind = 'go' | 'module' | 'frontend' | 'build' | 'configuration';

const largestText = 1 << 18;
const largestConfiguration = 1 << 15;
const buildFile = new RegExp(
    [
        String.raw`^(?:Dockerfile|Containerfile)(?:[._-].+)?$`,
        String.raw`\.(?:[Dd]ockerfile|[Cc]ontainerfile)$|^Earthfile$`,
        String.raw`^(?:GNUm|M|m)akefile$|\.mk$`,
        String.raw`^[Tt]askfile(?:\.dist)?\.ya?ml$`,
        String.raw`^\.?[Jj]ustfile$`,
        String.raw`^\.?goreleaser(?:[.-].+)?\.ya?ml$`,
        String.raw`^\.(?:ko|promu)\.ya?ml$`,
        String.raw`^(?:\.gitlab-ci|\.drone|\.woodpecker|\.travis|azure-pipelines|cloudbuild)\.ya?ml$`,
        String.raw`(?:build|release|compile|package)[\w.-]*\.sh$`,
        String.raw`^[Pp]rocfile$`,
    ].join('|'),
);

/** What a file is to us by its path; `undefined` where it is not read. */
export function sourceKind(path: string, size: number): SourceKind | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (/(?:^|\/)vendor\//.test(path)) return undefined;
    if (name.endsWith('.go')) return isIgnoredGoFile(name) ? undefined : 'go';
    if (name === 'go.mod' || name === 'go.work') return 'module';
    if (size > largestText) return undefined;
    if (/^(?:package\.json|vite\.config\.[cm]?[jt]s|\.gitignore|\.nvmrc|\.node-version)$/.test(name)) return 'frontend';
    if (buildFile.test(name) || /(?:^|\/)(?:\.github\/workflows|\.circleci|\.woodpecker)\/[^/]+\.ya?ml$/.test(path))
        return 'build';
    return isConfiguration(path) && size <= largestConfiguration ? 'configuration' : undefined;
}

/** Whether a program may read its settings from the file: by its folder, or by its own name. */
export function isConfiguration(path: string): boolean {
    return /(?:^|\/)(?:etc|conf|configs?)\/[\w.-]+\.(?:ya?ml|toml|conf|ini)$|(?:^|\/)(?:config|app|application)\.(?:ya?ml|toml|conf|ini)$/.test(
        path,
    );
}

/** Names that `go build` passes over, and tests, which are in no program. */
function isIgnoredGoFile(name: string): boolean {
    return name.startsWith('_') || name.startsWith('.') || name.endsWith('_test.go');
}
