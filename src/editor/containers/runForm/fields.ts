import { collectorPresets } from '../../../engine/goRuntime';
import { choice, flag, option, rows, secret, section, text } from '../../webview/form/describe';
import type { Section } from '../../webview/form/form';
import type { Translate } from '../faces';

/** What is known of the program and the engine, for suggestions. */
export interface FormFacts {
    readonly networks: readonly string[];
    readonly volumes: readonly string[];
    /** Environment variables that the program reads. */
    readonly variables: readonly string[];
    /** The Go release that built the program, such as `go1.26.8`. */
    readonly goVersion: string | undefined;
}

/** The fields of the run form by section. The names of the fields are what is remembered. */
export function describeFields(l10n: Translate, facts: FormFacts) {
    return {
        general: generalFields(l10n),
        ports: portFields(l10n),
        environment: environmentFields(l10n, facts),
        secrets: secretFields(l10n),
        limits: limitFields(l10n, facts),
        storage: storageFields(l10n, facts),
        network: networkFields(l10n, facts),
        security: securityFields(l10n),
    } as const;
}

/** The same in the order of the page. */
export function describeSections(l10n: Translate, facts: FormFacts): readonly Section[] {
    const fields = describeFields(l10n, facts);
    return [
        section('general', l10n.t('Container'), fields.general, { isOpen: true }),
        section('ports', l10n.t('Ports'), fields.ports, { isOpen: true }),
        section('environment', l10n.t('Environment'), fields.environment, { isOpen: true }),
        section('secrets', l10n.t('Secrets'), fields.secrets, {
            hint: l10n.t('Kept in the secret storage of VS Code, and never in a log, a label or the copied line'),
        }),
        section('limits', l10n.t('Limits and the Go runtime'), fields.limits),
        section('storage', l10n.t('Volumes and folders'), fields.storage),
        section('network', l10n.t('Network'), fields.network),
        section('security', l10n.t('User and security'), fields.security),
    ];
}

function generalFields(l10n: Translate) {
    return {
        name: text(l10n.t('Name'), { hint: l10n.t('Empty: the engine makes one up') }),
        replace: flag(l10n.t('Remove the container that ran for this command before')),
        restart: choice(l10n.t('When the program ends'), [
            option('no', l10n.t('leave it'), l10n.t('The container stays until you have looked at it')),
            option(
                'on-failure',
                l10n.t('restart after a failure'),
                l10n.t('After an exit code other than 0, with growing pauses'),
            ),
            option(
                'unless-stopped',
                l10n.t('restart until it is stopped'),
                l10n.t('Also when the engine starts, unless it was stopped before'),
            ),
            option('always', l10n.t('always restart'), l10n.t('Also when the engine starts')),
        ]),
        retries: text(l10n.t('Restarts at most'), {
            isShort: true,
            hint: l10n.t('Empty: without end'),
            when: { field: 'restart', is: ['on-failure'] },
        }),
        init: flag(
            l10n.t('Run an init process'),
            l10n.t('For a program that starts others: it ends those that nobody waits for'),
        ),
    };
}

function portFields(l10n: Translate) {
    return {
        ports: rows(
            {
                label: l10n.t('Published ports'),
                item: l10n.t('Port'),
                add: l10n.t('Add Port'),
                remove: l10n.t('Remove'),
            },
            {
                container: text(l10n.t('In the container'), { isShort: true }),
                protocol: choice(l10n.t('Protocol'), [option('tcp', 'TCP'), option('udp', 'UDP')]),
                host: text(l10n.t('On this machine'), { isShort: true, placeholder: l10n.t('any free one') }),
                address: text(l10n.t('Reachable at'), {
                    placeholder: '127.0.0.1',
                    suggestions: ['127.0.0.1', '0.0.0.0'],
                }),
            },
        ),
    };
}

function environmentFields(l10n: Translate, { variables }: FormFacts) {
    return {
        env: rows(
            {
                label: l10n.t('Variables'),
                item: l10n.t('Variable'),
                add: l10n.t('Add Variable'),
                remove: l10n.t('Remove'),
            },
            {
                name: text(l10n.t('Name'), { suggestions: variables }),
                value: text(l10n.t('Value')),
            },
        ),
        envFile: text(l10n.t('File with variables'), {
            hint: l10n.t('A `.env` file, read when the container is created; a variable above counts more'),
            browse: l10n.t('Browse…'),
        }),
    };
}

function secretFields(l10n: Translate) {
    return {
        secrets: rows(
            { label: l10n.t('Secrets'), item: l10n.t('Secret'), add: l10n.t('Add Secret'), remove: l10n.t('Remove') },
            {
                name: text(l10n.t('Name')),
                as: choice(l10n.t('Given as'), [
                    option('file', l10n.t('file'), l10n.t('Read from `/run/secrets/` and its name')),
                    option(
                        'variable',
                        l10n.t('variable'),
                        l10n.t('Whoever may inspect the container can read it: a file is safer'),
                    ),
                ]),
                value: secret(l10n.t('Value'), l10n.t('kept: type to replace it')),
            },
        ),
    };
}

function limitFields(l10n: Translate, { goVersion }: FormFacts) {
    const go = goVersion === undefined ? '' : ` (${goVersion})`;
    return {
        memory: text(l10n.t('Memory in MiB'), { isShort: true, hint: l10n.t('Empty or 0: no limit') }),
        cpus: text(l10n.t('Processors'), { isShort: true, hint: l10n.t('Such as `1.5`; empty: all of them') }),
        processes: text(l10n.t('Processes and threads at most'), {
            isShort: true,
            hint: l10n.t('Empty or 0: no limit'),
        }),
        memoryTarget: choice('GOMEMLIMIT', [
            option(
                'share',
                l10n.t('nine tenths of the memory limit'),
                l10n.t('The collector works harder before the kernel would end the program'),
            ),
            option('own', l10n.t('another value'), l10n.t('Such as `400MiB`: below the memory limit')),
            option('none', l10n.t('not set'), l10n.t('Go knows nothing of the memory limit of its container')),
        ]),
        memoryTargetValue: text(l10n.t('Value of GOMEMLIMIT'), {
            isShort: true,
            when: { field: 'memoryTarget', is: ['own'] },
        }),
        collector: choice('GOGC', [
            option('', l10n.t('as Go does'), l10n.t('100: it collects when the heap has doubled')),
            option(
                collectorPresets.thrifty,
                l10n.t('50: less memory'),
                l10n.t('Collects twice as often, for a smaller heap and more CPU'),
            ),
            option(
                collectorPresets.fast,
                l10n.t('300: less CPU'),
                l10n.t('Collects a third as often, for a heap that may grow to four times'),
            ),
            option(
                collectorPresets.onlyAtLimit,
                l10n.t('off: only near GOMEMLIMIT'),
                l10n.t('The least CPU, and all the memory that GOMEMLIMIT allows'),
            ),
        ]),
        processors: choice('GOMAXPROCS', [
            option(
                '',
                l10n.t('as Go does'),
                l10n.t('Since Go 1.25 it follows the processors of the container by itself{0}', go),
            ),
            option(
                'limit',
                l10n.t('the processor limit, rounded up'),
                l10n.t('For programs built with Go 1.24 or older'),
            ),
            option('1', l10n.t('1: one processor'), l10n.t('For limits below one processor: goroutines take turns')),
        ]),
    };
}

function storageFields(l10n: Translate, { volumes }: FormFacts) {
    return {
        volumes: rows(
            {
                label: l10n.t('Volumes and binds'),
                item: l10n.t('Volume'),
                add: l10n.t('Add Volume'),
                remove: l10n.t('Remove'),
                hint: l10n.t(
                    'A named volume keeps its content and takes its owner from the image; a bind is a folder of this machine',
                ),
            },
            {
                type: choice(l10n.t('Type'), [
                    option('volume', l10n.t('named volume')),
                    option('bind', l10n.t('bind')),
                ]),
                source: text(l10n.t('Name'), { suggestions: volumes, when: { field: 'type', is: ['volume'] } }),
                path: text(l10n.t('Path on this machine'), {
                    browse: l10n.t('Browse…'),
                    when: { field: 'type', is: ['bind'] },
                }),
                target: text(l10n.t('In the container'), { placeholder: '/data' }),
                readOnly: flag(l10n.t('read-only')),
                relabel: choice(
                    l10n.t('SELinux label'),
                    [
                        option('', l10n.t('unchanged')),
                        option('z', l10n.t('`z`: shared by containers')),
                        option('Z', l10n.t('`Z`: for this container alone')),
                    ],
                    { when: { field: 'type', is: ['bind'] } },
                ),
            },
        ),
        temporary: rows(
            {
                label: l10n.t('Folders in memory'),
                item: l10n.t('Folder'),
                add: l10n.t('Add Folder in Memory'),
                remove: l10n.t('Remove'),
                hint: l10n.t('Writable, and gone with the container'),
            },
            { path: text(l10n.t('In the container'), { placeholder: '/tmp' }) },
        ),
    };
}

function networkFields(l10n: Translate, { networks }: FormFacts) {
    const custom = { field: 'network', is: ['custom'] };
    return {
        network: choice(l10n.t('Network'), [
            option('bridge', 'bridge', l10n.t("The engine's own network: reached through published ports")),
            option('custom', l10n.t('another network'), l10n.t('Its containers find each other by name')),
            option('host', 'host', l10n.t('The network of the machine itself: ports are not published')),
            option('none', 'none', l10n.t('No network at all')),
        ]),
        networkName: text(l10n.t('Name of the network'), { suggestions: networks, when: custom }),
        createNetwork: flag(l10n.t('Create the network where it is missing'), undefined, custom),
        aliases: text(l10n.t('Other names in this network'), {
            hint: l10n.t('With commas between them'),
            when: custom,
        }),
    };
}

function securityFields(l10n: Translate) {
    return {
        user: text(l10n.t('User'), {
            hint: l10n.t('A number or a name, with its group behind a colon; empty: as the image says'),
            placeholder: '65532:65532',
        }),
        readOnlyRoot: flag(
            l10n.t('Read-only root'),
            l10n.t('The program writes to its volumes and folders in memory only'),
        ),
        noNewPrivileges: flag(
            l10n.t('No new privileges'),
            l10n.t('No program in the container gets more rights than it began with'),
        ),
        dropCapabilities: flag(l10n.t('Drop all capabilities'), l10n.t('A Go program needs none of them')),
        capAdd: text(l10n.t('Capabilities to add'), {
            hint: l10n.t('With commas between them; `NET_BIND_SERVICE` is for ports below 1024'),
            suggestions: ['NET_BIND_SERVICE', 'NET_RAW', 'NET_ADMIN', 'SYS_PTRACE', 'CHOWN', 'SETUID', 'SETGID'],
        }),
        capDrop: text(l10n.t('Capabilities to drop'), {
            hint: l10n.t('With commas between them'),
            when: { field: 'dropCapabilities', is: ['false'] },
        }),
        apparmor: text(l10n.t('AppArmor profile'), {
            hint: l10n.t("Empty: the engine's own; `unconfined`: none"),
            suggestions: ['docker-default', 'unconfined'],
        }),
        selinux: text(l10n.t('SELinux options'), {
            hint: l10n.t('Such as `type:container_t`; `disable`: none'),
            suggestions: ['disable'],
        }),
        seccomp: choice(l10n.t('Seccomp profile'), [
            option('', l10n.t("the engine's own")),
            option('file', l10n.t('from a file')),
            option('unconfined', l10n.t('none'), l10n.t('Every system call is allowed')),
        ]),
        seccompFile: text(l10n.t('File with the profile'), {
            browse: l10n.t('Browse…'),
            when: { field: 'seccomp', is: ['file'] },
        }),
        userns: choice(l10n.t('User namespace'), [
            option('', l10n.t('as the engine is set up')),
            option(
                'host',
                l10n.t("the machine's own"),
                l10n.t('Where the engine maps users, root in the container is root outside'),
            ),
        ]),
    };
}
