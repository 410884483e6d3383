import { programOf } from '../../dockerfile/commandQueries';
import { unwrap } from '../../dockerfile/commandEnvironment';
import { rangeOf } from '../../dockerfile/positions';
import { commandsOf, type ShellCommand } from '../../dockerfile/shell';
import { finalStage } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { textOf } from '../edits';
import { finalLineage } from '../finalLineage';
import { instructionsOf } from '../instructions';
import { isTrigger } from '../onbuild';
import type { Rule } from '../rule';
import { removeCommand } from '../shellEdits';
import { trivyArguments } from '../trivy';

export const credentialInRun: Rule = {
    id: 'credential-in-run',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'A build signs in nowhere for good',
    why: 'What a command such as `docker login` stores is in the layer, and what it is given is in the history of the image. A secret mount gives it for one `RUN` only.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nRUN aws configure set aws_secret_access_key "$KEY" && aws s3 cp s3://data/x /x\n',
            good: 'FROM alpine:3.24\nRUN aws s3 cp s3://data/x /x\n',
        },
    ],
    covers: ['trivy:DS-0031'],

    *check({ dockerfile }) {
        const final = finalStage(dockerfile);
        const shipped = finalLineage(dockerfile);
        for (const run of instructionsOf(dockerfile, 'RUN')) {
            const isSecret = run.flags.some(isSecretMount);
            const isReported =
                run.stage === final?.index && !isTrigger(dockerfile, run) && isReportedByTrivy(dockerfile, run);
            let isTold = false;
            for (const written of isSecret ? [] : commandsOf(dockerfile, run)) {
                const what = describe(unwrap(written));
                if (what === undefined) continue;
                const edits = removeCommand(dockerfile, run, written);
                yield {
                    message: `\`${what}\` leaves its credentials in the image`,
                    range: rangeOf(dockerfile, written),
                    aliases: isReported && !isTold ? ['trivy:DS-0031'] : [],
                    // what only a builder holds is not shipped, but stays in its cache
                    profile: shipped.has(run.stage) ? 'recommended' : 'strict',
                    fixes: edits.length === 0 ? [] : [{ title: `Leave \`${what}\` out`, preferred: false, edits }],
                };
                isTold = true;
            }
            if (isReported && !isTold)
                yield {
                    message: 'The text of this instruction names a command that signs in',
                    range: rangeOf(dockerfile, run.body),
                    aliases: ['trivy:DS-0031'],
                    profile: 'off',
                };
        }
    },
};

function isSecretMount({ name, options }: Instruction['flags'][number]): boolean {
    return name === 'mount' && options.some((option) => option.name === 'type' && option.value?.value === 'secret');
}

/** Commands that store what they are given; each as its subcommand and the options that carry the credential. */
const commands: readonly { readonly program: string; readonly words: readonly string[]; readonly option?: RegExp }[] = [
    { program: 'aws', words: ['configure', 'set'], option: /^aws_(?:access_key_id|secret_access_key|session_token)$/ },
    { program: 'gcloud', words: ['auth', 'activate-service-account'] },
    { program: 'az', words: ['login'], option: /^(?:-p|--password|--federated-token)(?:=|$)/ },
    { program: 'doctl', words: ['auth', 'init'], option: /^(?:-t|--access-token)(?:=|$)/ },
    { program: 'docker', words: ['login'] },
    { program: 'podman', words: ['login'] },
    { program: 'helm', words: ['registry', 'login'] },
    { program: 'oras', words: ['login'] },
    { program: 'npm', words: ['config', 'set'], option: /_authToken|_auth\b|_password/ },
    { program: 'npm', words: ['set'], option: /_authToken|_auth\b|_password/ },
    { program: 'gh', words: ['auth', 'login'] },
    { program: 'heroku', words: ['login'] },
];

function describe(command: ShellCommand): string | undefined {
    const { args } = command;
    const program = programOf(command)?.split('/').at(-1);
    const found = commands.find(
        ({ program: name, words, option }) =>
            name === program &&
            words.every((word, at) => args[at]?.value === word) &&
            (option === undefined || args.some(({ value }) => option.test(value))),
    );
    return found && `${found.program} ${found.words.join(' ')}`;
}

const signingIn =
    /aws configure set aws_access_key_id|aws configure set aws_secret_access_key|gcloud auth activate-service-account/;

/** Without any of these nothing is reported; a line break may part them. */
const hints = /aws|gcloud|az|doctl|[\r\n]/;

/** It looks at texts, unless the RUN starts its flags with a secret mount somewhere. */
function isReportedByTrivy(dockerfile: Dockerfile, run: Instruction): boolean {
    if (!hints.test(textOf(dockerfile, run))) return false;
    if (run.flags.some(({ start }) => dockerfile.text.startsWith('--mount=type=secret', start))) return false;
    return trivyArguments(dockerfile, run).some(
        (text) =>
            signingIn.test(text) ||
            followedBy(text, 'az login', /(?:-p|--password|--federated-token)\s/) ||
            followedBy(text, 'doctl auth init', /(?:-t|--access-token)\s/),
    );
}

function followedBy(text: string, command: string, option: RegExp): boolean {
    const at = text.indexOf(command);
    return at !== -1 && option.test(text.slice(at + command.length));
}
