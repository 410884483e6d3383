import type { RunChoice } from './readValues';

/** The line of `docker run` that does the same, for a POSIX shell. Of secrets it has the names only: a variable is taken from the shell, a file from beside it. */
export function commandLine({ request, environment, envFile, seccompFile }: RunChoice): string {
    const flags: [flag: string, value?: string][] = [['--detach']];
    const add = (flag: string, ...values: readonly (string | number | undefined)[]): void => {
        for (const value of values) if (value !== undefined) flags.push([flag, String(value)]);
    };
    const addFlag = (flag: string, isSet: boolean): void => {
        if (isSet) flags.push([flag]);
    };
    add('--name', request.name);
    for (const [name, value] of Object.entries(request.labels)) add('--label', `${name}=${value}`);
    for (const { container, host, address, protocol } of request.ports) {
        const at = address.includes(':') ? `[${address}]` : address;
        add('--publish', `${at}:${host === 0 ? '' : host}:${container}${protocol === 'udp' ? '/udp' : ''}`);
    }
    add('--env-file', envFile);
    for (const [name, value] of Object.entries(request.env)) {
        add('--env', environment.hidden.has(name) ? name : `${name}=${value}`);
    }
    add('--env', ...Object.keys(environment.secretVariables));
    for (const name of Object.keys(environment.secretFiles)) {
        add('--volume', `./${name}:/run/secrets/${name}:ro`);
    }
    for (const { source, target, readOnly, relabel } of request.volumes) {
        const options = [
            ...(readOnly ? ['ro'] : []),
            ...(relabel === undefined ? [] : [relabel === 'shared' ? 'z' : 'Z']),
        ];
        add('--volume', [source, target, ...(options.length > 0 ? [options.join(',')] : [])].join(':'));
    }
    add('--tmpfs', ...request.temporary);
    add('--network', request.network);
    add('--network-alias', ...(request.aliases ?? []));
    add('--user', request.user);
    addFlag('--read-only', request.readOnlyRoot);
    if (request.dropCapabilities) add('--cap-drop', 'ALL');
    add('--cap-drop', ...(request.droppedCapabilities ?? []));
    add('--cap-add', ...(request.addCapabilities ?? []));
    if (request.noNewPrivileges) add('--security-opt', 'no-new-privileges');
    if (request.appArmor !== undefined) add('--security-opt', `apparmor=${request.appArmor}`);
    for (const label of request.selinux ?? []) add('--security-opt', `label=${label}`);
    const seccomp = seccompFile ?? request.seccomp;
    if (seccomp !== undefined) add('--security-opt', `seccomp=${seccomp}`);
    add('--userns', request.userNamespace);
    add('--memory', request.memoryLimit);
    add('--cpus', request.cpuLimit);
    add('--pids-limit', request.pidsLimit);
    addFlag('--init', request.init);
    if (request.restart !== undefined) {
        const { policy, tries } = request.restart;
        add('--restart', tries === undefined ? policy : `${policy}:${tries}`);
    }
    const words = flags.map(([flag, value]) => (value === undefined ? flag : `${flag} ${quote(value)}`));
    return ['docker run', ...words, quote(request.image)].join(' \\\n    ');
}

/** As one word of a POSIX shell. */
function quote(text: string): string {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
