import { rangeOf } from '../../dockerfile/positions';
import { finalStage, stageOf } from '../../dockerfile/stages';
import { resolve } from '../../dockerfile/variables';
import type { Dockerfile, Instruction, Pair } from '../../dockerfile/syntax';
import { findCredential } from '../credentials';
import { copyTarget, instructionsOf } from '../instructions';
import type { Alias, Rule } from '../rule';
import { secretMountFixes } from '../secretMount';

export const secretsInArgOrEnv: Rule = {
    id: 'secrets-in-arg-or-env',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'recommended',
    summary: 'Secrets come into a build through secret mounts',
    why: 'The values of `ARG` and `ENV` stay in the image and its history, for everybody who can pull it.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nARG GITHUB_TOKEN\nRUN ./fetch --token $GITHUB_TOKEN\n',
            good: 'FROM alpine:3.24\nRUN --mount=type=secret,id=github_token,env=GITHUB_TOKEN ./fetch --token $GITHUB_TOKEN\n',
        },
    ],
    covers: ['buildkit:SecretsUsedInArgOrEnv', 'hadolint:DL3064', 'trivy:DS-0031', 'kics:c3e1b6ae'],

    *check({ dockerfile }) {
        const isReportedByTrivy = createTrivyCheck(dockerfile);
        for (const instruction of instructionsOf(dockerfile, 'ARG', 'ENV')) {
            const firstByName = instruction.pairs.find(({ key }) => soundsSecretToHadolint(key.value));
            const stage = stageOf(dockerfile, instruction);
            for (const pair of instruction.pairs) {
                const name = nameOf(dockerfile, instruction, pair);
                const isBuilders = isSecretToBuilder(name) && instruction.stage !== undefined;
                const credential = findCredential(pair.value?.value ?? '');
                const aliases: Alias[] = [
                    ...(isBuilders ? (['buildkit:SecretsUsedInArgOrEnv'] as const) : []),
                    ...(pair === firstByName ? (['hadolint:DL3064'] as const) : []),
                    ...(isReportedByTrivy(instruction, pair) ? (['trivy:DS-0031'] as const) : []),
                    ...(credential === undefined ? [] : (['kics:c3e1b6ae'] as const)),
                ];
                if (aliases.length === 0) continue;
                const isSure = isBuilders && isSurelySecret(name) && !isPlaceholder(instruction, pair);
                yield {
                    message:
                        credential === undefined
                            ? `The value of \`${name}\` stays in the image`
                            : `\`${name}\` holds ${credential.kind}, which stays in the image`,
                    range: rangeOf(dockerfile, pair.key),
                    aliases,
                    profile: isSure || credential !== undefined ? 'recommended' : 'off',
                    ...(credential !== undefined && { severity: 'error' }),
                    fixes: instruction.keyword === 'ARG' ? secretMountFixes(dockerfile, stage, instruction) : [],
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
    /_(url|uri|name|id|enabled|path|dir|endpoint|host|port|ttl|type|header|issuer|length|expiry|timeout|mode|label|slot|prefix|suffix|role|scope|audience|algorithm|provider|count|size|rotation|region)$/i;

function isSurelySecret(name: string): boolean {
    return (secretKey.test(name) || plainSecret.test(name)) && !aboutSecret.test(name);
}

/** An empty ENV documents a variable, and a path names a file that may be mounted. */
function isPlaceholder({ keyword }: Instruction, { value }: Pair): boolean {
    const text = value?.value ?? '';
    return keyword === 'ENV' && (/^(|true|false|0|1)$/.test(text) || /^\.{0,2}\/[\w./-]+$/.test(text));
}

const fileVariables = new Set(['AWS_CONFIG_FILE', 'HF_TOKEN_PATH', 'GOOGLE_APPLICATION_CREDENTIALS']);
const trivyPart = /^(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token|usr|psw)$/i;

/** It judges the last stage only: names, and variables for a file where a COPY brings that file. */
function createTrivyCheck(dockerfile: Dockerfile): (instruction: Instruction, pair: Pair) => boolean {
    const last = finalStage(dockerfile);
    const own = new Set(last?.instructions);
    const targets = (last?.instructions ?? [])
        .filter(({ keyword }) => keyword === 'COPY')
        .map((copy) => plainPath(copyTarget(copy) ?? ''));
    return (instruction, { key, value }) => {
        if (!own.has(instruction)) return false;
        const name = key.raw;
        if (fileVariables.has(name)) {
            const path = plainPath(value?.raw ?? '');
            return path !== '' && targets.some((target) => target === '.' || path.startsWith(target));
        }
        if (instruction.keyword === 'ARG' && value?.raw.includes('=') === true) return false;
        const parts = name.split('_');
        const isSecret = parts.some((part) => trivyPart.test(part)) && !parts.some((part) => /^public$/i.test(part));
        return isSecret || /^(?:VITE_)?AZURE_CLIENT_ID$/.test(name);
    };
}

/** Without what trivy cuts off before it compares paths. */
function plainPath(path: string): string {
    const bare = path.replace(/^"+|"+$/g, '');
    return bare === '.' ? bare : bare.replace(/^\./, '').replace(/^\//, '').replace(/\/$/, '');
}
