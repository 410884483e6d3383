import type { CreateRequest, RequestedMount } from './createRequest';
import { isPath } from './createBody';
import { secretsFolder } from './secrets';

/**
 * The `docker run` line for a POSIX shell that does the same. Secrets stand in it by name only: as files of a folder that whoever runs it must fill.
 * @param isSecret environment variables whose value is left to the environment of whoever runs it
 */
export function toCommandLine(
    request: CreateRequest,
    isSecret: (variable: string) => boolean = looksSecret,
    { envFile, seccompFile, separator = ' ' }: CommandLineOptions = {},
): string {
    const words = runArguments(request, isSecret, { envFile, seccompFile }).map(quoteWord);
    return ['docker run', ...words].join(separator);
}

export interface CommandLineOptions {
    /** A file with variables that are not in the request. */
    readonly envFile?: string | undefined;
    /** Where the request's seccomp profile comes from. */
    readonly seccompFile?: string | undefined;
    /** Between two words; a blank where absent. */
    readonly separator?: string;
}

/** Variables whose name says that their value is not for everybody's eyes. */
export function looksSecret(variable: string): boolean {
    return /passw|secret|token|credential|api_?key|private_?key|auth/i.test(variable);
}

function runArguments(
    request: CreateRequest,
    isSecret: (variable: string) => boolean,
    { envFile, seccompFile }: CommandLineOptions,
): readonly string[] {
    const { image, entrypoint, command = [], env, labels, secrets = {} } = request;
    const option = (name: string, value: string | number | undefined) =>
        value === undefined ? [] : [`--${name}=${value}`];
    const each = (name: string, values: readonly string[] = []) => values.flatMap((value) => option(name, value));
    const flag = (name: string, isSet: boolean | undefined) => (isSet === true ? [`--${name}`] : []);
    const [program, ...first] = entrypoint ?? [];
    const { restart } = request;
    return [
        ...(request.tty === true ? ['--interactive', '--tty'] : ['--detach']),
        ...option('name', request.name),
        ...option('env-file', envFile),
        ...each(
            'env',
            Object.entries(env).map(([name, value]) => (isSecret(name) ? name : `${name}=${value}`)),
        ),
        ...each('publish', request.ports.map(portText)),
        ...request.volumes.flatMap((volume) => mountArguments(volume)),
        ...each(
            'volume',
            Object.keys(secrets).map((name) => `./secrets/${name}:${secretsFolder}/${name}:ro`),
        ),
        ...each('tmpfs', request.temporary),
        ...option('network', request.network),
        ...each('network-alias', request.aliases),
        ...option('hostname', request.hostname),
        ...option('user', request.user),
        ...option('workdir', request.workingDir),
        ...flag('read-only', request.readOnlyRoot),
        ...each('cap-drop', request.dropCapabilities ? ['ALL'] : request.droppedCapabilities),
        ...each('cap-add', request.addCapabilities),
        ...each('security-opt', [
            ...(request.noNewPrivileges ? ['no-new-privileges'] : []),
            ...(request.appArmor === undefined ? [] : [`apparmor=${request.appArmor}`]),
            ...seccompOptions(seccompFile ?? request.seccomp),
            ...(request.selinux ?? []).map((label) => `label=${label}`),
        ]),
        ...option('userns', request.userNamespace),
        ...option('pids-limit', request.pidsLimit),
        ...option('memory', request.memoryLimit),
        ...option('cpus', request.cpuLimit),
        ...option('restart', restart === undefined ? undefined : restartText(restart)),
        ...flag('init', request.init),
        ...flag('rm', request.autoRemove),
        ...option('pid', request.processNamespace),
        ...option('ipc', request.ipcNamespace),
        ...each('volumes-from', request.volumesFrom),
        ...each(
            'label',
            Object.entries(labels).map(([name, value]) => `${name}=${value}`),
        ),
        ...(entrypoint === undefined ? [] : [`--entrypoint=${program ?? ''}`]),
        // a reference never begins with a dash, but what is pasted here may
        ...(image.startsWith('-') ? ['--'] : []),
        image,
        ...first,
        ...command,
    ];
}

function portText({ container, protocol, host, address }: CreateRequest['ports'][number]): string {
    // an IPv6 address has colons of its own
    const where = address === '' ? '' : `${address.includes(':') ? `[${address}]` : address}:`;
    return `${where}${host === 0 ? '' : host}:${container}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

/** The long form has no separator that a path could contain, but for a comma; it cannot label anew. */
function mountArguments({ source, target, readOnly, relabel }: RequestedMount): readonly string[] {
    if (relabel !== undefined) {
        return [`--volume=${source}:${target}:${readOnly ? 'ro,' : ''}${relabel === 'shared' ? 'z' : 'Z'}`];
    }
    const field = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const fields = [
        `type=${isPath(source) ? 'bind' : 'volume'}`,
        ...(source === '' ? [] : [field(`source=${source}`)]),
        field(`target=${target}`),
        ...(readOnly ? ['readonly'] : []),
    ];
    return [`--mount=${fields.join(',')}`];
}

/** The command takes a profile from a file. */
function seccompOptions(profile: string | undefined): readonly string[] {
    if (profile === undefined) return [];
    return [`seccomp=${profile.trimStart().startsWith('{') ? './seccomp.json' : profile}`];
}

function restartText({ policy, tries }: NonNullable<CreateRequest['restart']>): string {
    return policy === 'on-failure' && tries !== undefined && tries > 0 ? `${policy}:${tries}` : policy;
}

/** A word that a POSIX shell takes as it is. */
function quoteWord(word: string): string {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
