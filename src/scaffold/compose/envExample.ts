import type { Backing } from './backing';
import type { Settable } from './environment';
import type { Reason } from '../scaffold';

/** What a `.env` beside the compose file may and must say; `undefined` where there is nothing to say. */
export function writeEnvExample(
    backings: readonly Backing[],
    settable: readonly Settable[],
): { text: string; reasons: readonly Reason[] } | undefined {
    const passwords = backings.flatMap(({ service, usesPassword }) =>
        service.login !== undefined && usesPassword ? [service.login] : [],
    );
    const known = new Set(passwords.map(({ password }) => password));
    const others = [...new Map(settable.map((each) => [each.name, each])).values()].filter(
        ({ name }) => !known.has(name),
    );
    if (passwords.length === 0 && others.length === 0) return undefined;
    const asked = new Set(settable.filter(({ required }) => required).map(({ name }) => name));
    const needed = others.filter(({ name }) => asked.has(name));
    const optional = others.filter(({ name }) => !asked.has(name));
    const blocks = [
        ['# Copy this file to .env: that one compose reads, and git must not have it.'],
        ...(passwords.length === 0
            ? []
            : [
                  [
                      '# Letters, digits, _ and - only: a password stands in URLs too. A database takes it up when its data is first made.',
                      ...passwords.map(({ password, example = 'change_me' }) => `${password}=${example}`),
                  ],
              ]),
        ...(needed.length === 0
            ? []
            : [
                  [
                      '# A program gives up without these, and so compose asks for them.',
                      ...needed.map(({ name }) => `${name}=`),
                  ],
              ]),
        ...(optional.length === 0
            ? []
            : [
                  [
                      '# What else the programs read, with the value that they take by themselves.',
                      ...optional.map(({ name, default: fallback }) => `# ${name}=${fallback}`),
                  ],
              ]),
    ];
    return {
        text: blocks.map((lines) => `${lines.join('\n')}\n`).join('\n'),
        reasons: [
            ...(passwords.length === 0
                ? []
                : [
                      {
                          what: `${passwords.map(({ password }) => password).join(', ')} in a \`.env\``,
                          because:
                              'service and program share one value that way, inside a URL too; a secret is a file, which the program would not read and its user may not',
                          source: null,
                      },
                  ]),
            ...(needed.length === 0
                ? []
                : [
                      {
                          what: `${needed.map(({ name }) => name).join(', ')} in a \`.env\``,
                          because: 'a program gives up where it is not set',
                          source: needed[0]?.source ?? null,
                      },
                  ]),
            ...(optional.length === 0
                ? []
                : [
                      {
                          what: 'variables behind a `#`',
                          because: 'the programs read them, and go without or have a default',
                          source: optional[0]?.source ?? null,
                      },
                  ]),
        ],
    };
}
