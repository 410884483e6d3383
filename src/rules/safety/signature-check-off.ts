import { commandsOf } from '../../dockerfile/shell';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { withCheckov } from '../checkov';
import { instructionsOf } from '../instructions';
import type { Alias, Rule } from '../rule';
import { unsafeOptionFaults, type UnsafeOption } from '../unsafeOptions';

const covers: readonly Alias[] = [
    'checkov:CKV2_DOCKER_7',
    'checkov:CKV2_DOCKER_8',
    'checkov:CKV2_DOCKER_9',
    'checkov:CKV2_DOCKER_10',
    'checkov:CKV2_DOCKER_11',
];

export const signatureCheckOff: Rule = {
    id: 'signature-check-off',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Packages are installed only with a valid signature',
    why: 'Without its signature nobody knows who made a package, and it is installed as root. The key of another repository can be added to the trusted ones.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUN apk add --no-cache --allow-untrusted --repository https://pkg.example.com tool\n',
            good: 'FROM alpine:3.24\nRUN apk add --no-cache --repository https://pkg.example.com tool\n',
        },
    ],
    covers,

    *check({ dockerfile }) {
        for (const run of instructionsOf(dockerfile, 'RUN')) {
            const faults = unsafeOptionFaults(dockerfile, run, options, {
                describe: (written) => `\`${written}\` switches the check of signatures off`,
                fix: 'Check signatures',
            });
            yield* withCheckov(
                dockerfile,
                run,
                // the signature of a file that was copied or checked before says nothing more
                faults.length > 0 && installsFiles(dockerfile, run)
                    ? faults.map((fault) => ({ ...fault, profile: 'off' }))
                    : faults,
                {
                    covers,
                    message: 'The text of this instruction names an option that switches the check of signatures off',
                },
            );
        }
    },
};

const apt = ['apt', 'apt-get', 'aptitude'];
const dnf = ['yum', 'dnf', 'microdnf', 'tdnf'];

const options: readonly UnsafeOption[] = [
    { programs: ['apk'], word: /^--allow-untrusted$/, check: 'checkov:CKV2_DOCKER_7' },
    { programs: apt, word: /^--allow-unauthenticated(?:=|$)/, check: 'checkov:CKV2_DOCKER_8' },
    { programs: apt, word: /^--force-yes$/, check: 'checkov:CKV2_DOCKER_11' },
    { programs: dnf, word: /^--nogpgcheck$/, check: 'checkov:CKV2_DOCKER_9' },
    { programs: dnf, word: /^--setopt=(?:.*\.)?(?:repo_)?gpgcheck=(?:0|false|no)$/i },
    { programs: ['zypper'], word: /^--no-gpg-checks$/ },
    {
        programs: ['rpm'],
        word: /^--(?:nodigest|nosignature|noverify|nofiledigest)$/,
        check: 'checkov:CKV2_DOCKER_10',
    },
];

function installsFiles(dockerfile: Dockerfile, run: Instruction): boolean {
    return commandsOf(dockerfile, run).some(({ args }) =>
        args.some(({ value }) => /\.(?:apk|deb|rpm)$/.test(value) && !value.includes('://')),
    );
}
