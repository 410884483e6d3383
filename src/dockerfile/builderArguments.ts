const platformNames = ['BUILD', 'TARGET'].flatMap((side) =>
    ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((part) => side + part),
);

/** Arguments that a builder sets in the global scope; a stage sees them only after `ARG NAME`. */
export const platformArguments: ReadonlySet<string> = new Set([...platformNames, 'TARGETSTAGE']);
