/** What people keep in a folder of that name, where it is no program to ship. */
const purposes: readonly { readonly names: RegExp; readonly what: string }[] = [
    {
        names: /^(?:samples?|demos?|tutorials?|playground|snippets|quickstart|showcase|(?:.+[-_])?examples?(?:[-_].+)?)$/,
        what: 'examples',
    },
    { names: /^(?:tests?|testing|testutils?|e2e|integration|fixtures?|mocks?|fakes?|fuzz|crossdock)$/, what: 'tests' },
    { names: /^(?:bench|benchmarks?|loadtests?|load-?tests?|stress)$/, what: 'measurements' },
    {
        names: /^(?:gen|generate|generators?|codegen|(?:gen|cli)?docs?(?:gen)?|gen[-_]?.*(?:docs?|man(?:pages?)?)|gen[-_].+|.+[-_]gen)$/,
        what: 'generators',
    },
    {
        names: /^(?:tools?|devtools?|hack|scripts?|build|ci|dev|devel|misc|contrib|mage(?:files)?|\.ci|util|utils|helpers?|protoc-gen-.+)$/,
        what: 'tools',
    },
    { names: /^(?:documentation|website|third_party)$/, what: 'documentation' },
    { names: /^(?:images?|docker|packaging|charts?)$/, what: 'what images are made of' },
];
export const internalPurpose = '`internal` holds programs for the project itself';

/** Why a program in that folder is not shipped, as far as names tell; `undefined` where they say nothing. */
export function folderPurpose(dir: string): string | undefined {
    const parts = dir.toLowerCase().split('/');
    for (const part of parts) {
        const purpose = purposes.find(({ names }) => names.test(part));
        if (purpose !== undefined) return `\`${part}\` holds ${purpose.what}`;
        // As in `httptest`: what helps the tests of other packages, with programs below it.
        if (/^[a-z]{3,}test$/.test(part) && part !== parts.at(-1)) return `\`${part}\` holds tests`;
        if (part === 'internal') return internalPurpose;
        if (part === 'private') return '`private` holds programs for the project itself';
    }
    return undefined;
}

/** Whether what stands in that folder may be shipped all the same, as far as names tell: tests and generators never are. */
export function mayBeShipped(dir: string): boolean {
    const purpose = folderPurpose(dir);
    return purpose === internalPurpose || /examples|tools/.test(purpose ?? '');
}
