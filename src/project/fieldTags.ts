import type { GoFile, StructField } from './go/file';
import type { Value } from './values';

/** Keys under which libraries keep the name of an environment variable, and those of its default. */
const nameKeys = ['env', 'envconfig'];
const defaultKeys = ['envDefault', 'env-default', 'default'];

const requiredKeys = ['required', 'env-required', 'envRequired'];

/** The value of a conventional struct tag's key; `undefined` where it is missing. */
export function tagValue(tag: string, key: string): string | undefined {
    for (const match of tag.matchAll(/([^\s":]+):"((?:[^"\\]|\\.)*)"/g))
        if (match[1] === key) return (match[2] ?? '').replaceAll(/\\(.)/g, '$1');
    return undefined;
}

/** The environment variable that a field's tag names, with its default. */
export function readFieldTag(field: StructField, file: GoFile): Value[] {
    if (field.tag === '') return [];
    const source = { file: file.path, line: field.line };
    const written = nameKeys.flatMap((key) => tagValue(field.tag, key) ?? [])[0];
    // sethvargo/go-envconfig keeps the default in the same key: `env:"PORT, default=8080"`.
    const [name = '', ...options] = (written ?? '').split(',').map((part) => part.trim());
    const option = options.find((each) => each.startsWith('default='))?.slice('default='.length);
    const text = option ?? defaultKeys.flatMap((key) => tagValue(field.tag, key) ?? [])[0];
    const env = /^[A-Za-z_]\w*$/.test(name) ? name : null;
    const required =
        options.some((each) => /^(?:required|notEmpty)$/.test(each)) ||
        requiredKeys.some((key) => tagValue(field.tag, key) === 'true') ||
        /^required\b|,required(?:,|$)/.test(tagValue(field.tag, 'validate') ?? '');
    return env === null && text === undefined ? [] : [{ text, env, required: env !== null && required, source }];
}

/**
 * What a struct's field puts before the variables of the fields inside it: caarlos0/env, cleanenv, go-flags,
 * sethvargo/go-envconfig.
 */
export function readEnvPrefix(tag: string): string | undefined {
    const namespace = tagValue(tag, 'env-namespace');
    return (
        tagValue(tag, 'envPrefix') ??
        tagValue(tag, 'env-prefix') ??
        (namespace === undefined ? undefined : `${namespace}_`) ??
        /(?:^|,)\s*prefix=(\w+)/.exec(tagValue(tag, 'env') ?? '')?.[1]
    );
}
