import type { RuntimeBase } from '../../facts/runtimeBases';
import type { Command } from '../../project/project';
import type { Choices, Reason } from '../scaffold';
import { readSetting } from '../settings';
import { chooseBase } from './chooseBase';
import { chooseFolders, workFolder } from './folders';
import { chooseHealthCheck, type HealthCheck } from './healthCheck';
import { choosePorts, mainPort, type Ports } from './ports';
import { chooseStamps, type Stamp } from './stamps';
import { distributionOf, readSystemNeeds, runPackages } from './systemNeeds';
import { placeOf } from './words';

/** Everything decided about one command's image. */
export interface Target {
    readonly command: Command;
    /** Of the final stage. */
    readonly stage: string;
    /** The file name of the program. */
    readonly binary: string;
    readonly base: RuntimeBase;
    /** Whether C is linked into a program that runs without a C library: musl, which allows that. */
    readonly staticC: boolean;
    readonly user: string;
    /** What it is started with where nobody says otherwise. */
    readonly arguments: readonly string[];
    readonly ports: Ports;
    readonly workdir: string | undefined;
    /** Absolute, made and given to the user. */
    readonly folders: readonly string[];
    readonly tags: readonly string[];
    readonly stamps: readonly Stamp[];
    readonly copiesCertificates: boolean;
    readonly health: HealthCheck | undefined;
    /** Sent to end it, where that is not SIGTERM. */
    readonly stopSignal: Command['stopSignal'];
    readonly runPackages: readonly string[];
    readonly reasons: readonly Reason[];
}

const defaultUser = '65532:65532';

export function planTarget(command: Command, stage: string, choices: Choices, chosen: readonly Command[]): Target {
    const { base, reasons } = chooseBase(command, choices.base);
    const ports = choosePorts(command, choices, portCommand(chosen) === command);
    const folders = chooseFolders(command, base);
    const user = readUser(choices);
    const needs = readSystemNeeds(command);
    const compilesTimezones = command.needsTimezones && !base.timezones;
    const health = chooseHealthCheck(command, ports, choices);
    const staticC = command.cgo && base.libc === 'none';
    const builder = builderOf(command, base);
    const copiesCertificates = command.needsCertificates && !base.certificates;
    return {
        command,
        stage,
        binary: /^\w[\w.-]*$/.test(command.name) ? command.name : stage,
        base,
        staticC,
        user,
        arguments: startArguments(command),
        ports,
        workdir: folders.relative || (base.nonrootUser && user !== defaultUser) ? workFolder : undefined,
        folders: folders.owned,
        tags: [
            ...(readSetting(choices.set, 'tags')?.split(',') ?? []),
            ...(compilesTimezones ? ['timetzdata'] : []),
            ...(staticC ? ['netgo', 'osusergo'] : []),
            ...(builder === 'alpine3.24' ? needs.modules.flatMap(({ known }) => known.alpineTags ?? []) : []),
        ],
        stamps: chooseStamps(command.versionVariables),
        copiesCertificates,
        health: health.check,
        stopSignal: command.stopSignal,
        runPackages: command.cgo && base.packages !== null ? runPackages(needs, distributionOf(base)) : [],
        reasons: [
            ...reasons,
            ...ports.reasons,
            ...health.reasons,
            ...startReasons(command),
            ...stopReasons(command),
            ...folders.reasons,
            ...(compilesTimezones ? [reasonOf(command, 'needsTimezones', 'time zones are compiled in')] : []),
            ...(copiesCertificates ? [reasonOf(command, 'needsCertificates', 'certificates are copied in')] : []),
            ...shellReasons(command, base),
        ],
    };
}

/** The variant of the golang image that C is compiled on; pure Go is compiled on any. */
export function builderOf(command: Command, base: RuntimeBase): RuntimeBase['builder'] | 'pure' {
    if (!command.cgo) return 'pure';
    return base.libc === 'none' ? 'alpine3.24' : base.builder;
}

/** Whose port `set.port` means: of the one command that listens, or of the only one. */
export function portCommand(commands: readonly Command[]): Command | undefined {
    const listening = commands.filter((command) => mainPort(command) !== undefined);
    const candidates = listening.length > 0 ? listening : commands;
    return candidates.length === 1 ? candidates[0] : undefined;
}

/** A number without a group would get the group of root. */
function readUser(choices: Choices): string {
    const user = readSetting(choices.set, 'user');
    if (user === undefined) return defaultUser;
    return user.includes(':') ? user : `${user}:${user}`;
}

function reasonOf(command: Command, fact: Command['reasons'][number]['fact'], what: string): Reason {
    const found = command.reasons.find((reason) => reason.fact === fact);
    return { what, because: `the program ${found?.because ?? 'needs them'}`, source: found ?? null };
}

function shellReasons(command: Command, base: RuntimeBase): Reason[] {
    if (base.packages !== null) return [];
    const shell = command.reasons.find(({ fact }) => fact === 'needsShell');
    if (!command.needsShell) return [];
    return [
        {
            what: 'no shell, as was asked for',
            because: `the program ${shell?.because ?? 'starts one'}${shell === undefined ? '' : ` (${placeOf(shell)})`}: that will fail`,
            source: shell ?? null,
        },
    ];
}

/** All of them or none; words that mean themselves in a shell and between quotes. */
function startArguments({ arguments: words }: Command): readonly string[] {
    return words.every((word) => /^-{0,2}[\w][\w.=:/-]*$/.test(word)) ? words : [];
}

function startReasons(command: Command): Reason[] {
    const words = startArguments(command);
    if (words.length === 0) return [];
    const found = command.reasons.find(({ fact }) => fact === 'arguments');
    return [
        {
            what: `CMD \`${words.join(' ')}\``,
            because: `${found?.because ?? 'it serves with that'}; other words behind the image's name replace it`,
            source: found ?? null,
        },
    ];
}

function stopReasons({ stopSignal }: Command): Reason[] {
    if (stopSignal === null) return [];
    return [
        {
            what: `STOPSIGNAL ${stopSignal}`,
            because: 'the program waits for that signal and not for SIGTERM, which would end it at once',
            source: null,
        },
    ];
}
