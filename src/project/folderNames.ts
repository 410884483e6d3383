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
    for (const part of dir.toLowerCase().split('/')) {
        const purpose = purposes.find(({ names }) => names.test(part));
        if (purpose !== undefined) return `\`${part}\` holds ${purpose.what}`;
        if (part === 'internal') return '`internal` holds programs for the project itself';
    }
    return undefined;
}
