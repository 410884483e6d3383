import { checkMount } from './checkMount';
import { keywords } from './keywords';
import { suggest, suggestion } from './suggestion';
import type { Flag, Instruction, SyntaxFault } from '../syntax';

/** Flags that the keyword does not know, that come twice, or whose value a builder cannot use. */
export function* checkFlags({ keyword, flags }: Instruction): Generator<SyntaxFault> {
    const known = keywords.get(keyword)?.flags ?? {};
    const seen = new Set<string>();
    for (const flag of flags) {
        const { start, end, name } = flag;
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined) {
            const text = suggest(name, Object.keys(known));
            const message = `\`${keyword}\` has no flag \`--${name}\`${suggestion(text, '--')}`;
            yield { start, end, message, ...(text !== undefined && { meant: { ...flag.nameSpan, text } }) };
        } else if (kind !== 'list' && seen.has(name)) yield { start, end, message: `\`--${name}\` is given twice` };
        else if (kind === 'boolean') yield* checkBoolean(flag);
        else if (flag.value === undefined) yield { start, end, message: `\`--${name}\` has no value` };
        else if (name === 'mount') yield* checkMount(flag);
        else if (keyword === 'RUN' || keyword === 'HEALTHCHECK') yield* checkValue(flag);
        seen.add(name);
    }
}

/** A builder expands no variables here. */
function* checkBoolean({ start, end, name, value }: Flag): Generator<SyntaxFault> {
    if (value !== undefined && !/^(true|false)$/i.test(value.value))
        yield { start, end, message: `\`--${name}\` is \`true\` or \`false\`, not \`${value.value}\`` };
}

const duration = {
    wanted: 'a time such as `30s` or `1m30s`, 1 ms at least',
    values: /^([+-]?0|\+?(\d+\.?\d*|\.\d+)(ms|s|m|h)((\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))*)?$/,
};

/** The values that a builder takes literally: variables in them are not expanded. */
const valuesByFlag: Readonly<Record<string, { readonly wanted: string; readonly values: RegExp }>> = {
    network: { wanted: '`default`, `none` or `host`', values: /^(default|none|host)$/ },
    security: { wanted: '`sandbox` or `insecure`', values: /^(sandbox|insecure)$/ },
    retries: { wanted: 'a whole number', values: /^(\+?\d{1,10})?$/ },
    interval: duration,
    timeout: duration,
    'start-period': duration,
    'start-interval': duration,
};

function* checkValue({ name, value }: Flag): Generator<SyntaxFault> {
    const known = valuesByFlag[name];
    if (known === undefined || value === undefined || known.values.test(value.value)) return;
    const { start, end } = value;
    yield { start, end, message: `\`--${name}\` is ${known.wanted}, not \`${value.value}\`` };
}
