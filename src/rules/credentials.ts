import type { Span } from '../dockerfile/syntax';

interface Credential extends Span {
    /** Such as "a GitHub token". */
    readonly kind: string;
}

/**
 * Forms that only credentials have, each as its issuer publishes it. Anything that needs a guess, such as a measure of
 * randomness, is left out: commit hashes and checksums would be found, too.
 */
const forms: readonly { readonly kind: string; readonly hint: string; readonly form: RegExp }[] = [
    { kind: 'a private key', hint: 'PRIVATE KEY', form: /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/g },
    { kind: 'an AWS access key', hint: 'A', form: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
    { kind: 'a GitHub token', hint: 'gh', form: /\bgh[pousr]_[A-Za-z0-9]{36}\b/g },
    { kind: 'a GitHub token', hint: 'github_pat_', form: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/g },
    { kind: 'a GitLab token', hint: 'gl', form: /\bgl(?:pat|dt|rt|ptt|cbt)-[\w-]{20,64}\b/g },
    { kind: 'a Slack token', hint: 'xox', form: /\bxox[abprs]-\d{8,}-[A-Za-z0-9-]{10,}/g },
    {
        kind: 'a Slack webhook',
        hint: 'hooks.slack.com',
        form: /hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{20,}/g,
    },
    { kind: 'a Google API key', hint: 'AIza', form: /\bAIza[\w-]{35}\b/g },
    { kind: 'a Stripe key', hint: 'k_live_', form: /\b[rs]k_live_[A-Za-z0-9]{20,}\b/g },
    { kind: 'an npm token', hint: 'npm_', form: /\bnpm_[A-Za-z0-9]{36}\b/g },
    { kind: 'a PyPI token', hint: 'pypi-', form: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g },
    { kind: 'a Docker Hub token', hint: 'dckr_pat_', form: /\bdckr_pat_[\w-]{27}\b/g },
    { kind: 'a Hugging Face token', hint: 'hf_', form: /\bhf_[A-Za-z]{34}\b/g },
    { kind: 'an OpenAI key', hint: 'sk-', form: /\bsk-(?:proj-|svcacct-)?[\w-]{20,}T3BlbkFJ[\w-]{20,}/g },
    { kind: 'an Anthropic key', hint: 'sk-ant-', form: /\bsk-ant-[a-z]+\d{2}-[\w-]{80,}/g },
    { kind: 'a SendGrid key', hint: 'SG.', form: /\bSG\.[\w-]{22}\.[\w-]{43}/g },
    { kind: 'a JSON web token', hint: 'eyJ', form: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g },
    {
        kind: 'a password in a URL',
        hint: '://',
        form: /\b[a-z][a-z0-9+]{1,15}:\/\/[^\s:@/"'$<{[]{1,64}:([^\s:@/"'$<{[]{3,128})@([\w.-]+)/g,
    },
];

/** Passwords of examples. */
const placeholder =
    /^(?:(?:my|your|the|db|dev|test|some)?[-_]?(?:pass(?:word|wd)?|pwd|secret|token)|user(?:name)?|postgres|mysql|root|admin|guest|test|dev|demo|example|change[-_]?(?:me|it)|x+|\*+|\.+)\d{0,3}$/i;

/** A database beside the program on a developer's machine, or in a Compose file, has a password for show. */
function isNearby(host: string): boolean {
    return !host.includes('.') || /^(?:127\.|0\.0\.0\.0|host\.docker\.internal$)/.test(host);
}

/** The first credential that stands in a text in the clear, at offsets of the text. */
export function findCredential(text: string): Credential | undefined {
    for (const { kind, hint, form } of forms) {
        if (!text.includes(hint)) continue;
        for (const match of text.matchAll(form)) {
            const [whole, password, host] = match;
            // documentation spells these out; none is real
            if (/EXAMPLE|XXXX|xxxx|0{8}/.test(whole)) continue;
            if (password !== undefined && (placeholder.test(password) || isNearby(host ?? ''))) continue;
            return { kind, start: match.index, end: match.index + whole.length };
        }
    }
    return undefined;
}
