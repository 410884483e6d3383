/** Whether a value from the other side of a border is what it must be. Texts and lists are bounded. */
export type Shape<Value> = (value: unknown) => value is Value;

/** The type that a shape lets through. */
export type ShapeOf<Of> = Of extends Shape<infer Value> ? Value : never;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

/** A text of at most so many UTF-16 units. */
export function text(longest = 10_000): Shape<string> {
    return (value): value is string => typeof value === 'string' && value.length <= longest;
}

export const flag: Shape<boolean> = (value) => typeof value === 'boolean';

export const count: Shape<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export function oneOf<const Values extends readonly string[]>(...values: Values): Shape<Values[number]> {
    return (value): value is Values[number] => values.includes(value as string);
}

export function optional<Value>(shape: Shape<Value>): Shape<Value | undefined> {
    return (value): value is Value | undefined => value === undefined || shape(value);
}

export function list<Value>(shape: Shape<Value>, most = 1000): Shape<readonly Value[]> {
    return (value): value is readonly Value[] => Array.isArray(value) && value.length <= most && value.every(shape);
}

export function record<Value>(shape: Shape<Value>, most = 1000): Shape<Readonly<Record<string, Value>>> {
    return (value): value is Readonly<Record<string, Value>> => {
        if (!isPlain(value)) return false;
        const values = Object.values(value);
        return values.length <= most && values.every(shape);
    };
}

/** What it does not name may be there too. */
export function object<Of extends Shapes>(shapes: Of): Shape<{ readonly [Name in keyof Of]: ShapeOf<Of[Name]> }> {
    const entries = Object.entries(shapes);
    return (value): value is { readonly [Name in keyof Of]: ShapeOf<Of[Name]> } =>
        isPlain(value) && entries.every(([name, shape]) => shape(Object.hasOwn(value, name) ? value[name] : undefined));
}

export function anyOf<Of extends readonly Shape<unknown>[]>(...shapes: Of): Shape<ShapeOf<Of[number]>> {
    return (value): value is ShapeOf<Of[number]> => shapes.some((shape) => shape(value));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
