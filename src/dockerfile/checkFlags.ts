import { keywords } from './keywords';
import { suggestion } from './suggestion';
import type { Flag, Instruction, Span, SyntaxFault } from './syntax';

const mountOptions: Readonly<Record<string, readonly string[]>> = {
    bind: ['target', 'dst', 'destination', 'source', 'src', 'from', 'rw', 'readwrite', 'ro', 'readonly'],
    cache: [
        'id',
        'target',
        'dst',
        'destination',
        'ro',
        'readonly',
        'rw',
        'readwrite',
        'sharing',
        'from',
        'source',
        'src',
        'mode',
        'uid',
        'gid',
    ],
    tmpfs: ['target', 'dst', 'destination', 'size'],
    secret: ['id', 'target', 'dst', 'destination', 'source', 'src', 'env', 'required', 'mode', 'uid', 'gid'],
    ssh: ['id', 'target', 'dst', 'destination', 'source', 'src', 'required', 'mode', 'uid', 'gid'],
};

/** Flags that the keyword does not know, that come twice, or that lack a value. */
export function* checkFlags({ keyword, flags }: Instruction): Generator<SyntaxFault> {
    const known = keywords.get(keyword)?.flags ?? {};
    const seen = new Set<string>();
    for (const flag of flags) {
        const { start, end, name } = flag;
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        const place: Span = { start, end };
        if (kind === undefined)
            yield {
                ...place,
                message: `\`${keyword}\` has no flag \`--${name}\`${suggestion(name, Object.keys(known), '--')}`,
            };
        else if (kind !== 'list' && seen.has(name)) yield { ...place, message: `\`--${name}\` is given twice` };
        else if (kind === 'boolean') yield* checkBoolean(flag);
        else if (flag.value === undefined) yield { ...place, message: `\`--${name}\` has no value` };
        else if (name === 'mount') yield* checkMount(flag);
        seen.add(name);
    }
}

function* checkBoolean({ start, end, name, value }: Flag): Generator<SyntaxFault> {
    if (value !== undefined && value.variables.length === 0 && !/^(true|false)$/i.test(value.value))
        yield { start, end, message: `\`--${name}\` is \`true\` or \`false\`, not \`${value.value}\`` };
}

function* checkMount({ options }: Flag): Generator<SyntaxFault> {
    const type = options.find((option) => option.name === 'type')?.value;
    if (type !== undefined && type.variables.length > 0) return;
    const name = type?.value.toLowerCase() ?? 'bind';
    const known = Object.hasOwn(mountOptions, name) ? mountOptions[name] : undefined;
    if (known === undefined) {
        const place = type ?? { start: 0, end: 0 };
        yield {
            start: place.start,
            end: place.end,
            message: `\`${name}\` is no type of mount${suggestion(name, Object.keys(mountOptions))}`,
        };
        return;
    }
    for (const option of options)
        if (option.name !== 'type' && !known.includes(option.name))
            yield {
                start: option.start,
                end: option.end,
                message: `A mount of type \`${name}\` has no option \`${option.name}\`${suggestion(option.name, known)}`,
            };
}
