import { isContainerfile, isForDevelopers } from './buildFiles';
import type { Main } from './mains';
import { baseOf, folderOf } from './paths';
import type { Port } from './project';
import type { Sources } from './sources';

interface Stage {
    /** What is run in it, and in the stages that it stands on, by last name. */
    readonly started: ReadonlySet<string>;
    /** What is copied into it, likewise. */
    readonly copied: ReadonlySet<string>;
    readonly ports: readonly Port[];
}

/** A longer range is no list of ports that somebody publishes. */
const longestRange = 16;

/** The ports that the project's own Dockerfiles say a program listens on. */
export function readExposed(sources: Sources, main: Main, shipped: readonly Main[]): Port[] {
    const names = namesOf(main);
    const known = new Set(shipped.flatMap(namesOf));
    const ports = new Map<string, Port>();
    for (const [file, bytes] of sources.texts) {
        if (!isContainerfile(file) || isForDevelopers(file)) continue;
        const stages = readStages(file, new TextDecoder().decode(bytes)).filter((stage) => stage.ports.length > 0);
        const others = shipped.filter((each) => each !== main && isOf(file, each));
        const only = isOf(file, main) ? others.length === 0 : shipped.length === 1 && folderOf(file) === '';
        for (const { started, copied, ports: exposed } of stages) {
            const words = [...known].some((name) => started.has(name)) ? started : copied;
            if (!only && !names.some((name) => words.has(name))) continue;
            for (const port of exposed) ports.set(`${port.port}/${port.protocol}`, port);
        }
    }
    return [...ports.values()];
}

function namesOf({ name, builds }: Main): string[] {
    return [name, ...builds.flatMap(({ output }) => output ?? [])];
}

function isOf(file: string, { builds, package: { dir } }: Main): boolean {
    return builds.some((build) => build.file === file) || (dir !== '' && folderOf(file) === dir);
}

function readStages(file: string, text: string): Stage[] {
    const stages: { started: Set<string>; copied: Set<string>; ports: Port[]; name: string }[] = [];
    const variables = new Map<string, string>();
    let continued = '';
    text.split(/\r?\n/).forEach((part, line) => {
        const whole = continued + part.replace(/^\s*#.*$/, '');
        continued = whole.endsWith('\\') ? `${whole.slice(0, -1)} ` : '';
        if (continued !== '') return;
        const [, keyword = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(whole.slice(0, 10_000)) ?? [];
        const verb = keyword.toUpperCase();
        const stage = stages.at(-1);
        if (verb === 'FROM') {
            const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
            const below = stages.find(({ name }) => name === words[0]);
            stages.push({
                started: new Set(below?.started),
                copied: new Set(below?.copied),
                ports: [...(below?.ports ?? [])],
                name: words[2] ?? '',
            });
        } else if (verb === 'ARG' || verb === 'ENV') {
            for (const [, name = '', value = ''] of rest.matchAll(/(\w+)[= ]["']?([^\s"']+)/g))
                variables.set(name, value);
        } else if (stage !== undefined && verb === 'EXPOSE') {
            const expanded = rest.replaceAll(/\$\{?(\w+)(?::-(\w+))?\}?/g, (_all, name: string, fallback?: string) => {
                return variables.get(name) ?? fallback ?? '';
            });
            stage.ports.push(...expanded.split(/\s+/).flatMap((word) => readPorts(word, { file, line })));
        } else if (stage !== undefined && ['COPY', 'ADD', 'ENTRYPOINT', 'CMD'].includes(verb)) {
            const into = verb === 'COPY' || verb === 'ADD' ? stage.copied : stage.started;
            for (const word of rest.split(/[\s"',[\]]+/))
                into.add(baseOf(word).replace(/[-_.](?:linux|\$\{?\w+).*$/, ''));
        }
    });
    return stages;
}

/** `8080`, `53/udp`, `7000-7003`. */
function readPorts(word: string, source: Port['source']): Port[] {
    const [, low, high, protocol] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp))?$/i.exec(word) ?? [];
    const first = Number(low);
    const last = high === undefined ? first : Number(high);
    if (low === undefined || first < 1 || last > 65535 || last < first || last - first > longestRange) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => ({
        port: first + index,
        protocol: protocol?.toLowerCase() === 'udp' ? 'udp' : 'tcp',
        env: null,
        loopback: false,
        source,
    }));
}

/** What is exposed comes first, with the line of the Go source where that is known. */
export function joinPorts(found: readonly Port[], exposed: readonly Port[]): Port[] {
    const isSame = (one: Port) => (another: Port) => one.port === another.port && one.protocol === another.protocol;
    return [
        ...exposed.map((port) => found.find(isSame(port)) ?? port),
        ...found.filter((port) => !exposed.some(isSame(port))),
    ];
}
