import type { Instruction } from '../dockerfile/syntax';

/** Where a RUN has mounts of type `cache` or `tmpfs`, whose contents are no part of the image. */
export function temporaryTargets({ flags }: Instruction): string[] {
    return flags
        .filter(
            ({ name, options }) =>
                name === 'mount' &&
                options.some((option) => option.name === 'type' && /^(cache|tmpfs)$/.test(option.value?.value ?? '')),
        )
        .flatMap(({ options }) => options.filter(({ name }) => ['target', 'dst', 'destination'].includes(name)))
        .map(({ value }) => value?.value ?? '');
}

/** Whether one of them contains the text, as hadolint asks. */
export function hasTemporaryTarget(run: Instruction, path: string): boolean {
    return temporaryTargets(run).some((target) => target.includes(path));
}
