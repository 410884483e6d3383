import { rangeOf } from '../../dockerfile/positions';
import { resolve } from '../../dockerfile/variables';
import type { Dockerfile, Instruction, Pair } from '../../dockerfile/syntax';
import { instructionsOf } from '../instructions';
import type { Alias, Rule } from '../rule';

export const secretsInArgOrEnv: Rule = {
    id: 'secrets-in-arg-or-env',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Secrets come into a build through secret mounts',
    why: 'The values of `ARG` and `ENV` stay in the image and its history, for everybody who can pull it.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nARG GITHUB_TOKEN\nRUN GITHUB_TOKEN=$GITHUB_TOKEN ./fetch\n',
            good: 'FROM alpine:3.24\nRUN --mount=type=secret,id=github_token,env=GITHUB_TOKEN ./fetch\n',
        },
    ],
    covers: ['buildkit:SecretsUsedInArgOrEnv', 'hadolint:DL3064'],

    *check({ dockerfile }) {
        for (const instruction of instructionsOf(dockerfile, 'ARG', 'ENV')) {
            const firstByName = instruction.pairs.find(({ key }) => soundsSecretToHadolint(key.value));
            for (const pair of instruction.pairs) {
                const name = nameOf(dockerfile, instruction, pair);
                const isBuilders = isSecretToBuilder(name) && instruction.stage !== undefined;
                const aliases: Alias[] = [
                    ...(isBuilders ? (['buildkit:SecretsUsedInArgOrEnv'] as const) : []),
                    ...(pair === firstByName ? (['hadolint:DL3064'] as const) : []),
                ];
                if (aliases.length === 0) continue;
                const isSure = isBuilders && isSurelySecret(name) && !isPlaceholder(instruction, pair);
                yield {
                    message: `The value of \`${name}\` stays in the image`,
                    range: rangeOf(dockerfile, pair.key),
                    aliases,
                    profile: isSure ? 'recommended' : 'off',
                };
            }
        }
    },
};

function nameOf(dockerfile: Dockerfile, instruction: Instruction, { key }: Pair): string {
    return instruction.keyword === 'ENV' ? resolve(dockerfile, key, instruction).value : key.value;
}

const secretPart = /(^|_)(apikey|auth|credentials?|key|password|pword|passwd|secret|token)($|_)/i;
const harmlessPart = /(^|_)(public|file|version)($|_)/i;

function isSecretToBuilder(name: string): boolean {
    return secretPart.test(name) && !harmlessPart.test(name);
}

function soundsSecretToHadolint(name: string): boolean {
    return /api_key|client_key|password|private|secret|token|username/i.test(name);
}

const secretKey = /(^|_)(api|secret|private|access|encryption|signing|ssh|deploy|master|auth)_?key($|_)/i;
const plainSecret = /(^|_)(apikey|credentials?|password|pword|passwd|secret|token)($|_)/i;
/** A name that ends so tells about a secret, and is none. */
const aboutSecret =
    /_(url|uri|name|id|enabled|path|dir|endpoint|host|port|ttl|type|header|issuer|length|expiry|timeout|mode)$/i;

function isSurelySecret(name: string): boolean {
    return (secretKey.test(name) || plainSecret.test(name)) && !aboutSecret.test(name);
}

/** An empty ENV documents a variable. */
function isPlaceholder({ keyword }: Instruction, { value }: Pair): boolean {
    return keyword === 'ENV' && (value === undefined || /^(|true|false|0|1)$/.test(value.value));
}
