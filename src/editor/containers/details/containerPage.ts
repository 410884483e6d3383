import type { ContainerDetails, Container } from '../../../engine/engine';
import { sizeText, type Translate } from '../faces';

/** A container in words a person reads, as markdown; every text from the engine is escaped. */
export function containerPage(
    { name, ...details }: ContainerDetails,
    listed: Pick<Container, 'ports' | 'networks' | 'command'>,
    l10n: Translate,
): string {
    const limits = limitsOf(details.raw);
    const rows = (title: string, pairs: readonly (readonly [string, string])[]): string => {
        const filled = pairs.filter(([, value]) => value !== '');
        if (filled.length === 0) return '';
        return [
            `## ${title}`,
            '',
            '| | |',
            '|---|---|',
            ...filled.map(([key, value]) => `| ${escapeMarkdown(key)} | ${escapeMarkdown(value)} |`),
            '',
        ].join('\n');
    };
    const time = (value: number | undefined): string => (value === undefined ? '' : new Date(value).toISOString());
    return [
        `# ${escapeMarkdown(name)}`,
        '',
        rows(l10n.t('State'), [
            [l10n.t('State'), details.state],
            [l10n.t('Exit code'), details.state === 'exited' ? String(details.exitCode) : ''],
            [l10n.t('Out of memory'), details.oomKilled ? l10n.t('yes') : ''],
            [l10n.t('Error'), details.error],
            [l10n.t('Restarts'), details.restarts > 0 ? String(details.restarts) : ''],
            [l10n.t('Started'), time(details.started)],
            [l10n.t('Ended'), time(details.finished)],
            [l10n.t('Health'), details.health === 'none' ? '' : details.health],
            ...details.healthLog
                .slice(-3)
                .map(
                    ({ exitCode, output }) => [l10n.t('Health check, exit code {0}', exitCode), output.trim()] as const,
                ),
        ]),
        rows(l10n.t('Program'), [
            [l10n.t('Image'), details.image],
            [l10n.t('Entry point'), words(details.entrypoint)],
            [l10n.t('Command'), words(details.command)],
            [l10n.t('Folder'), details.workingDir],
            [l10n.t('User'), details.user === '' ? 'root' : details.user],
        ]),
        rows(l10n.t('Limits and rights'), [
            [l10n.t('Memory'), limits.memory > 0 ? sizeText(limits.memory) : l10n.t('without a limit')],
            [l10n.t('Processes'), limits.pids > 0 ? String(limits.pids) : l10n.t('without a limit')],
            [l10n.t('Root file system'), limits.readOnly ? l10n.t('read-only') : l10n.t('writable')],
            [l10n.t('Capabilities dropped'), limits.dropped.join(', ')],
            [l10n.t('Capabilities added'), limits.added.join(', ')],
            [l10n.t('Security options'), limits.security.join(', ')],
            [l10n.t('Privileged'), limits.privileged ? l10n.t('yes') : ''],
        ]),
        rows(l10n.t('Network'), [
            [l10n.t('Networks'), listed.networks.join(', ')],
            ...listed.ports.map(
                ({ address, host, container, protocol }) =>
                    [
                        `${container}/${protocol}`,
                        host === undefined ? l10n.t('not published') : `${address ?? ''}:${host}`,
                    ] as const,
            ),
        ]),
        rows(
            l10n.t('Mounts'),
            details.mounts.map(({ kind, source, target, readOnly }) => [
                target,
                [source, kind, ...(readOnly ? [l10n.t('read-only')] : [])].filter((part) => part !== '').join(' · '),
            ]),
        ),
        rows(l10n.t('Environment'), details.env.map(splitVariable)),
        rows(l10n.t('Labels'), Object.entries(details.labels)),
    ]
        .filter((part) => part !== '')
        .join('\n');
}

/** A value whose name says that it is secret is not shown: the page may be on a projector. */
function splitVariable(variable: string): readonly [string, string] {
    const at = variable.indexOf('=');
    const name = at < 0 ? variable : variable.slice(0, at);
    const value = at < 0 ? '' : variable.slice(at + 1);
    const isSecret = /pass(word|wd)?|secret|token|api_?key|private_?key|credential/i.test(name);
    const hidden = value.replace(/(?<=:\/\/[^:@/\s]*:)[^@/\s]+(?=@)/g, '•••');
    return [name, isSecret && value !== '' ? '•••' : hidden];
}

function words(command: readonly string[]): string {
    return command.length === 0 ? '' : JSON.stringify(command);
}

interface Limits {
    readonly memory: number;
    readonly pids: number;
    readonly readOnly: boolean;
    readonly privileged: boolean;
    readonly dropped: readonly string[];
    readonly added: readonly string[];
    readonly security: readonly string[];
}

/** Of the engine's own description, in which anything may be null. */
function limitsOf(raw: unknown): Limits {
    const host = property(raw, 'HostConfig');
    const numberAt = (key: string): number => {
        const value = property(host, key);
        return typeof value === 'number' ? value : 0;
    };
    const textsAt = (key: string): readonly string[] => {
        const value = property(host, key);
        return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    };
    return {
        memory: numberAt('Memory'),
        pids: numberAt('PidsLimit'),
        readOnly: property(host, 'ReadonlyRootfs') === true,
        privileged: property(host, 'Privileged') === true,
        dropped: textsAt('CapDrop'),
        added: textsAt('CapAdd'),
        security: textsAt('SecurityOpt'),
    };
}

function property(value: unknown, key: string): unknown {
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** So that a name or a label from outside stays text: no heading, link, image or markup comes of it. */
function escapeMarkdown(text: string): string {
    return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/g, String.raw`\$&`).replaceAll(/\s*[\r\n]+\s*/g, ' ⏎ ');
}
