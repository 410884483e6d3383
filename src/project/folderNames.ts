/** What people keep in a folder of that name, where it is no program to ship. */
const purposes: readonly { readonly names: RegExp; readonly what: string }[] = [
    { names: /^(?:examples?|samples?|demos?|tutorials?|playground|snippets|quickstart|showcase)$/, what: 'examples' },
    { names: /^(?:tests?|testing|testutils?|e2e|integration|fixtures?|mocks?|fakes?|fuzz)$/, what: 'tests' },
    { names: /^(?:bench|benchmarks?|loadtests?|load-?tests?|stress)$/, what: 'measurements' },
    { names: /^(?:gen|generate|generators?|codegen|docgen|gen[-_].+|.+[-_]gen|gendocs?)$/, what: 'generators' },
    {
        names: /^(?:tools?|hack|scripts?|build|ci|dev|devel|misc|contrib|mage(?:files)?|\.ci|util|utils)$/,
        what: 'tools',
    },
    { names: /^(?:docs?|documentation|website|third_party)$/, what: 'documentation' },
];

/** Why a program in that folder is not shipped, as far as names tell; `undefined` where they say nothing. */
export function folderPurpose(dir: string): string | undefined {
    const parts = dir.toLowerCase().split('/');
    for (const part of parts) {
        const purpose = purposes.find(({ names }) => names.test(part));
        if (purpose !== undefined) return `\`${part}\` holds ${purpose.what}`;
        // As in `httptest`: what helps the tests of other packages, with programs below it.
        if (/^[a-z]{3,}test$/.test(part) && part !== parts.at(-1)) return `\`${part}\` holds tests`;
        if (part === 'internal') return '`internal` holds programs for the project itself';
    }
    return undefined;
}
