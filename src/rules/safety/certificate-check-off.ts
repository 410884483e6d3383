import { rangeOf } from '../../dockerfile/positions';
import { shellOf } from '../../dockerfile/shell';
import type { Dockerfile, Instruction, Span } from '../../dockerfile/syntax';
import { withCheckov, type CheckedFault } from '../checkov';
import { removeItem } from '../edits';
import { instructionsOf } from '../instructions';
import type { Alias, FileEdit, Rule } from '../rule';
import { removeArguments, removeCommand } from '../shellEdits';
import { unsafeOptionFaults, type UnsafeOption } from '../unsafeOptions';

const covers: readonly Alias[] = [
    'checkov:CKV2_DOCKER_2',
    'checkov:CKV2_DOCKER_3',
    'checkov:CKV2_DOCKER_4',
    'checkov:CKV2_DOCKER_5',
    'checkov:CKV2_DOCKER_6',
    'checkov:CKV2_DOCKER_12',
    'checkov:CKV2_DOCKER_13',
    'checkov:CKV2_DOCKER_14',
    'checkov:CKV2_DOCKER_15',
    'checkov:CKV2_DOCKER_16',
];

export const certificateCheckOff: Rule = {
    id: 'certificate-check-off',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Certificates of servers are checked',
    why: 'Without the check anybody on the way can put something else into the image. A private authority belongs among the trusted ones, the public ones come with the package `ca-certificates`.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY fetch.sh /\nRUN curl -kfsSo /etc/app.yaml https://config.example.com/app.yaml\n',
            good: 'FROM alpine:3.24\nCOPY fetch.sh /\nRUN curl -fsSo /etc/app.yaml https://config.example.com/app.yaml\n',
        },
    ],
    covers,

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'ENV', 'ARG', 'RUN')) {
            const judge = instruction.keyword === 'RUN' ? judgeRun : judgePairs;
            yield* withCheckov(dockerfile, instruction, judge(dockerfile, instruction), {
                covers,
                message: 'The text of this instruction names an option that switches the check of certificates off',
            });
        }
    },
};

const curlValues = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';
const notStrict = /^["']?strict-ssl["']?=["']?false["']?$/;

const options: readonly UnsafeOption[] = [
    {
        programs: ['curl'],
        word: /^--(?:insecure|proxy-insecure|doh-insecure)$/,
        letter: { itself: 'k', withValue: curlValues },
        check: 'checkov:CKV2_DOCKER_2',
    },
    { programs: ['wget'], word: /^--no-check-certificate(?:=|$)/, check: 'checkov:CKV2_DOCKER_3' },
    { programs: ['pip', 'pip3'], word: /^--trusted-host=/, check: 'checkov:CKV2_DOCKER_4' },
    { programs: ['pip', 'pip3'], word: /^--trusted-host$/, value: /./, check: 'checkov:CKV2_DOCKER_4' },
    { programs: ['git'], word: /^-c$/, value: /^http\.(?:.*\.)?sslverify=(?:false|0|no|off)$/i },
    { programs: ['git'], word: /^http\.(?:.*\.)?sslverify$/i, value: /^(?:false|0|no|off)$/, isKept: true },
    { programs: ['npm', 'yarn', 'pnpm'], word: notStrict, isKept: true, check: 'checkov:CKV2_DOCKER_13' },
    {
        programs: ['npm', 'yarn', 'pnpm'],
        word: /^["']?strict-ssl["']?$/,
        value: /^["']?false["']?$/,
        isKept: true,
        check: 'checkov:CKV2_DOCKER_13',
    },
    {
        programs: ['yum', 'dnf', 'microdnf', 'tdnf', 'yum-config-manager'],
        word: /^--setopt=["']?(?:.*\.)?sslverify["']?=["']?(?:0|false|no)/i,
        check: 'checkov:CKV2_DOCKER_15',
    },
];

/** Variables that switch it off, with the values that do; for git any value does. */
const variables: Readonly<Record<string, { readonly check: Alias; readonly value: RegExp }>> = {
    GIT_SSL_NO_VERIFY: { check: 'checkov:CKV2_DOCKER_14', value: /^/ },
    NODE_TLS_REJECT_UNAUTHORIZED: { check: 'checkov:CKV2_DOCKER_6', value: /^0$/ },
    PYTHONHTTPSVERIFY: { check: 'checkov:CKV2_DOCKER_5', value: /^0$/ },
    NPM_CONFIG_STRICT_SSL: { check: 'checkov:CKV2_DOCKER_12', value: /^false$/ },
    npm_config_strict_ssl: { check: 'checkov:CKV2_DOCKER_12', value: /^false$/ },
    PIP_TRUSTED_HOST: { check: 'checkov:CKV2_DOCKER_16', value: /./ },
};

function judgeVariable(
    dockerfile: Dockerfile,
    { name, value, span }: { readonly name: string; readonly value: string | undefined; readonly span: Span },
    remove: () => readonly FileEdit[],
): CheckedFault[] {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (variable === undefined || value === undefined || !variable.value.test(value)) return [];
    const edits = remove();
    return [
        {
            message: `\`${name}\` switches the check of certificates off`,
            range: rangeOf(dockerfile, span),
            check: variable.check,
            fixes: edits.length === 0 ? [] : [{ title: `Remove \`${name}\``, preferred: false, edits }],
        },
    ];
}

function judgePairs(dockerfile: Dockerfile, instruction: Instruction): CheckedFault[] {
    return instruction.pairs.flatMap((pair, at) => {
        const written = { name: pair.key.value, value: pair.value?.value, span: pair };
        return judgeVariable(dockerfile, written, () => removeItem(dockerfile, instruction, instruction.pairs, at));
    });
}

function judgeRun(dockerfile: Dockerfile, run: Instruction): CheckedFault[] {
    const { commands, assignments } = shellOf(dockerfile, run);
    const given = [...assignments, ...commands.flatMap((command) => command.assignments)];
    const exported = commands
        .filter(({ name }) => name.value === 'export' || name.value === 'env')
        .flatMap((command) =>
            command.args.flatMap((word) => {
                const [, name, value] = /^(\w+)=([^]*)$/.exec(word.value) ?? [];
                const remove = (): FileEdit[] =>
                    command.args.length === 1
                        ? removeCommand(dockerfile, run, command)
                        : removeArguments(dockerfile, command, word);
                return name === undefined ? [] : judgeVariable(dockerfile, { name, value, span: word }, remove);
            }),
        );
    return [
        ...given.flatMap((assignment) =>
            judgeVariable(
                dockerfile,
                { name: assignment.name, value: assignment.value?.value ?? '', span: assignment },
                () => [],
            ),
        ),
        ...exported,
        ...unsafeOptionFaults(dockerfile, run, options, {
            describe: (written) => `\`${written}\` switches the check of certificates off`,
            fix: 'Check certificates',
        }),
    ];
}
