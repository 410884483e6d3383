import type { ImageDetails } from '../../engine/engine';

/** An init program and its arguments stand before the binary, at most. */
const mostWords = 4;

/** Where the files named by the first words of the image's command may be. */
export function programPaths({ entrypoint, command, raw }: ImageDetails): readonly string[] {
    const words = [...entrypoint, ...command].slice(0, mostWords).filter((word) => !word.startsWith('-'));
    const { workingDir, path } = imageConfig(raw);
    const absolute = words.map((word, index) => {
        if (word.startsWith('/')) return [word];
        if (word.includes('/')) return [`${workingDir === '/' ? '' : workingDir}/${word.replace(/^\.\//, '')}`];
        // only the first word is looked up
        return index > 0 ? [] : path.map((folder) => `${folder}/${word}`);
    });
    return [...new Set(absolute.flat())];
}

/** @param raw the engine's answer about an image or container */
export function imageConfig(raw: unknown): { readonly workingDir: string; readonly path: readonly string[] } {
    const config = (raw as { readonly Config?: { readonly WorkingDir?: unknown; readonly Env?: unknown } } | null)
        ?.Config;
    const workingDir = typeof config?.WorkingDir === 'string' && config.WorkingDir !== '' ? config.WorkingDir : '/';
    const env: readonly unknown[] = Array.isArray(config?.Env) ? config.Env : [];
    const path = env.find((entry) => typeof entry === 'string' && entry.startsWith('PATH='));
    const folders =
        typeof path === 'string' ? path.slice('PATH='.length).split(':') : ['/usr/local/bin', '/usr/bin', '/bin'];
    return { workingDir, path: folders.filter((folder) => folder.startsWith('/')).slice(0, 12) };
}
