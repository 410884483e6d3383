/** A file, folder or link inside of a container. */
export interface FileEntry {
    readonly name: string;
    readonly kind: 'file' | 'folder' | 'link' | 'other';
    /** Bytes. */
    readonly size: number;
    /** Milliseconds since 1970. */
    readonly modified: number;
    /** Permission bits, such as `0o644`. */
    readonly mode: number;
    /** Of a link: where it leads, as it is written; else empty. */
    readonly target: string;
}

export interface FolderListing {
    /** By name. */
    readonly entries: readonly FileEntry[];
    /** `false` where the folder's content is so large that it was not read to its end. */
    readonly complete: boolean;
}
