import { suggest, suggestion } from './suggestion';
import type { Flag, FlagOption, SyntaxFault } from '../syntax';

/** What each option of `--mount` may say, and which types of mount take it; `undefined` means all. */
interface MountOption {
    readonly types?: readonly string[];
    readonly values?: RegExp;
    /** Whether the name alone will do. */
    readonly standsAlone?: boolean;
}

const owner: MountOption = { types: ['cache', 'secret', 'ssh'], values: /^\d+$/ };
const flag: MountOption = { values: /^(1|t|true|0|f|false)$/i, standsAlone: true };
const types = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];

/** The builder takes some options for every type of mount, though the reference lists them for a few only. */
const mountOptions: Readonly<Record<string, MountOption>> = {
    type: {},
    from: { types: ['bind', 'cache', 'tmpfs', 'ssh'] },
    source: {},
    src: {},
    target: {},
    dst: {},
    destination: {},
    readonly: flag,
    ro: flag,
    readwrite: flag,
    rw: flag,
    id: {},
    env: {},
    sharing: { values: /^(shared|private|locked)$/i },
    required: { ...flag, types: ['secret', 'ssh'] },
    size: { types: ['tmpfs'], values: /^\d+(\.\d+)?\s?([kmgtp]i?)?b?$/i },
    mode: { ...owner, values: /^[0-7]+$/ },
    uid: owner,
    gid: owner,
};

/** Options that the type of mount does not take, or not so. Values with variables are left alone. */
export function* checkMount({ start, end, options }: Flag): Generator<SyntaxFault> {
    const typeOption = options.find((option) => option.name === 'type')?.value;
    if (typeOption !== undefined && typeOption.variables.length > 0) return;
    const type = typeOption?.value.toLowerCase() ?? 'bind';
    if (!types.includes(type)) {
        const place = typeOption ?? { start, end };
        const message = `\`${type}\` is no type of mount${suggestion(suggest(type, types))}`;
        yield { start: place.start, end: place.end, message };
        return;
    }
    for (const option of options) {
        const message = faultOf(option, type);
        if (message !== undefined) yield { start: option.start, end: option.end, message };
    }
}

function faultOf({ name, value }: FlagOption, type: string): string | undefined {
    const known = Object.hasOwn(mountOptions, name) ? mountOptions[name] : undefined;
    if (known === undefined)
        return `A mount has no option \`${name}\`${suggestion(suggest(name, Object.keys(mountOptions)))}`;
    if (known.types?.includes(type) === false) return `A mount of type \`${type}\` has no option \`${name}\``;
    if (value === undefined) return known.standsAlone === true ? undefined : `The option \`${name}\` has no value`;
    if (value.variables.length > 0 || known.values?.test(value.value) !== false) return undefined;
    return `\`${value.value}\` is no value for the option \`${name}\``;
}
