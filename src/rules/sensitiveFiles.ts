interface SensitiveKind {
    /** Such as "a private key". */
    readonly kind: string;
    /** Whether the file may as well hold nothing secret. */
    readonly isMaybe?: boolean;
}

/** What a file is by its name, where nobody ships it on purpose. */
export function sensitiveKind(path: string): SensitiveKind | undefined {
    const clean = path.replace(/\/+$/, '').toLowerCase();
    const name = clean.slice(clean.lastIndexOf('/') + 1);
    if (/(?:example|sample|template|dist|test|\.pub$|\.md$|\.go$)/.test(name)) return undefined;
    if (/(?:^|\/)[^/]*(?:test|fixture|example|sample|mock)[^/]*\//.test(clean)) return undefined;
    return kinds.find(({ form }) => form.test(clean) || form.test(name));
}

const kinds: readonly (SensitiveKind & { readonly form: RegExp })[] = [
    { kind: 'a private key', form: /^id_(?:rsa|dsa|ecdsa|ed25519)$/ },
    { kind: 'a private key', form: /^[\w.-]*(?:private|priv|server|client|tls|ca)[-_.]?key\.(?:pem|key|der)$/ },
    {
        kind: 'a private key',
        form: /^(?:private|privkey|privatekey|key|server|client|tls|ca)\.key$|^(?:privkey|private[-_]?key|key)\.pem$/,
    },
    { kind: 'a key store', form: /\.(?:p12|pfx|jks|keystore)$/ },
    {
        kind: 'a file of environment variables',
        form: /^\.env(?:\.(?:local|prod|production|staging|dev|development))?$/,
    },
    { kind: 'a file of passwords', form: /^\.?(?:netrc|_netrc|pgpass|git-credentials)$/ },
    { kind: 'a file of passwords', form: /^\.(?:my\.cnf|htpasswd)$/, isMaybe: true },
    { kind: 'the history of the repository', form: /^\.git$/, isMaybe: true },
    { kind: 'a configuration with tokens', form: /^\.(?:npmrc|pypirc|dockercfg)$/, isMaybe: true },
    { kind: 'a configuration with tokens', form: /(?:^|\/)\.docker\/config\.json$/ },
    { kind: 'a key to a cluster', form: /^kubeconfig(?:\.ya?ml)?$|\.kubeconfig$|(?:^|\/)\.kube\/config$/ },
    { kind: 'a key to a cloud account', form: /(?:^|\/)\.aws\/(?:credentials|config)$/ },
    {
        kind: 'a key to a cloud account',
        form: /^(?:gcp|gcloud|google)?[-_]?(?:credentials|service[-_]?account(?:[-_]key)?|application_default_credentials)\.json$/,
    },
    { kind: 'the state of Terraform', form: /\.tfstate(?:\.backup)?$/ },
];
