import { readFieldTag, tagValue } from '../fieldTags';
import type { Expression } from '../go/expression';
import type { Place } from '../lookup';
import type { Port } from '../project';
import type { Value } from '../values';
import type { Package } from '../workspace';
import { parseAddress, toPorts } from './address';
import type { Program, ProgramCall } from './program';

const elsewhere =
    /(?:db|redis|smtp|mysql|postgres|pg|kafka|nats|proxy|remote|upstream|cache|etcd|consul|mongo|influx|statsd|collector|target|peer|join|seed|client|dial|advertise|ssh)/i;
const settingName = /(?:^|[-_.])(?:port|addr|address|listen|bind)$/i;
const listeningName = /(?:^|[-_.])(?:addr|addrs|address|addresses|endpoint|listen|bind)(?=$|[-_.])|listen|bind/i;
const everywhere = new Set(['', '0.0.0.0', '[::]', '*']);

/** A flag or setting with a default. */
interface Setting {
    readonly name: string;
    readonly value: Expression;
    readonly place: Place;
}

/**
 * Where an address could not be followed to its origin: what flags and the environment call a port. Better than
 * nothing, as the program certainly listens somewhere.
 */
export function readPortSettings(program: Program): Port[] {
    const found = readSettings(program, settingName).flatMap(({ values }) =>
        values.flatMap((value) => toPorts(value, 'tcp', true)),
    );
    return [...found, ...readTaggedAddresses(program)];
}

/**
 * Defaults of flags that can only be listened on: an address of all interfaces is none to call, and what is called
 * `listen` or `bind` says it.
 */
export function readListeningSettings(program: Program): Port[] {
    return readSettings(program, listeningName).flatMap(({ name, values }) =>
        values.flatMap((value) => {
            const address = parseAddress(value, false);
            if (address === undefined || /:\/\//.test(value.text ?? '')) return [];
            return everywhere.has(address.host) || /listen|bind/i.test(name) ? toPorts(value, 'tcp', false) : [];
        }),
    );
}

const defaultName = /^[Dd]efault\w*(?:Port|Listen|Addr|Address|Bind)$/;
/** How such names are declared: only files with one of these are taken apart. */
const declaresDefault = /\b[Dd]efault\w*(?:Port|Listen|Addr|Address|Bind)\s*(?:\w+\s*)?=/;
/** More constants than these are those of several programs. */
const mostDefaults = 4;

/**
 * Constants whose names say that they are the port of a server: `DefaultHTTPPort = 80`; those that only their package
 * sees in the packages that listen.
 */
export function readNamedDefaults(program: Program, listening: ReadonlySet<Package>): Port[] {
    const found = program.filesMentioning(declaresDefault).flatMap(({ file, package: owner }) =>
        file.declarations().values.flatMap(({ name, value }) => {
            if (value === undefined || !defaultName.test(name) || elsewhere.test(name)) return [];
            if (name.startsWith('d') && !listening.has(owner)) return [];
            const place = { file, package: owner, scope: -1 };
            return program.evaluate(value, place).flatMap((each) => toPorts(each, 'tcp', name.endsWith('Port')));
        }),
    );
    return new Set(found.map(({ port }) => port)).size > mostDefaults ? [] : found;
}

const settingCalls = (
    'String Int Uint StringVar IntVar UintVar StringP IntP StringVarP IntVarP StringSlice StringSliceP ' +
    'StringSliceVar StringSliceVarP StringArrayVar StringArrayVarP SetDefault Default'
).split(' ');

function readSettings(program: Program, fits: RegExp): { name: string; values: readonly Value[] }[] {
    const called = program.callsNamed(...settingCalls).flatMap((call): Setting[] => {
        const { name, value } = readSetting(call);
        return name?.kind === 'string' && value !== undefined ? [{ name: name.value, value, place: call.place }] : [];
    });
    const literals = program.literals.flatMap(({ type, elements, place }): Setting[] => {
        const name = elements.get('Name')?.value;
        const value = (elements.get('Value') ?? elements.get('Default'))?.value;
        return /Flag$/.test(type) && name?.kind === 'string' && value !== undefined
            ? [{ name: name.value, value, place }]
            : [];
    });
    return [...called, ...literals].flatMap(({ name, value, place }) =>
        fits.test(name) && !elsewhere.test(name) ? { name, values: program.evaluate(value, place) } : [],
    );
}

/** go-flags' and kong's `default:":8080"` on a field whose flag or name says that it is listened on. */
function readTaggedAddresses(program: Program): Port[] {
    return program.filesMentioning('default:"').flatMap(({ file }) =>
        file.declarations().structFields.flatMap((field) => {
            const name = tagValue(field.tag, 'long') ?? tagValue(field.tag, 'name') ?? field.name;
            const fits = /(?:port|addr(?:ess)?|listen|bind|hosts?)$/i.test(name) && !elsewhere.test(name);
            const bare = /port$/i.test(name);
            return fits ? readFieldTag(field, file).flatMap((value) => toPorts(value, 'tcp', bare)) : [];
        }),
    );
}

/** `String("addr", ":8080", "…")`, `StringVar(&addr, "addr", ":8080", "…")`, and kingpin's `Flag("addr", "…").Default(":8080")`. */
function readSetting({ name, on, args }: ProgramCall): { name: Expression | undefined; value: Expression | undefined } {
    if (name === 'Default') {
        const flag = on?.kind === 'call' && on.callee.kind === 'member' && on.callee.name === 'Flag' ? on : undefined;
        return { name: flag?.args[0], value: args[0] };
    }
    const first = name.includes('Var') ? 1 : 0;
    return { name: args[first], value: args[first + (name.endsWith('P') ? 2 : 1)] };
}
