/** A CI/CD variable of type File with the certificates of the company, in PEM; Debian and Alpine do it alike. */
export const authorityScript = [
    'cp "$CA_CERTIFICATES" /usr/local/share/ca-certificates/company.crt',
    'update-ca-certificates',
].join('\n');

/** A CI/CD variable of type File with the private half of a key that may read the modules. */
export const sshScript = ['eval "$(ssh-agent -s)"', `tr -d '\\r' < "$SSH_PRIVATE_KEY" | ssh-add -`].join('\n');
