import { readFieldTag, tagValue } from '../fieldTags';
import type { Expression } from '../go/expression';
import type { Port } from '../project';
import { toPorts } from './address';
import type { Program, ProgramCall } from './program';

const elsewhere = /(?:db|redis|smtp|mysql|postgres|pg|kafka|nats|proxy|remote|upstream)/i;
const settingName = /(?:^|[-_.])(?:port|addr|address|listen|bind)$/i;

/**
 * Where an address could not be followed to its origin: what flags and the environment call a port. Better than
 * nothing, as the program certainly listens somewhere.
 */
export function readPortSettings(program: Program): Port[] {
    const found: Port[] = [];
    for (const call of program.callsNamed(
        'String',
        'Int',
        'Uint',
        'StringVar',
        'IntVar',
        'UintVar',
        'StringP',
        'IntP',
        'StringVarP',
        'IntVarP',
        'SetDefault',
        'Default',
    )) {
        const { name, value } = readSetting(call);
        if (name?.kind !== 'string' || value === undefined) continue;
        if (!settingName.test(name.value) || elsewhere.test(name.value)) continue;
        for (const each of program.evaluate(value, call.place)) found.push(...toPorts(each, 'tcp', true));
    }
    return [...found, ...readTaggedAddresses(program)];
}

/** go-flags' and kong's `default:":8080"` on a field whose flag or name says that it is listened on. */
function readTaggedAddresses(program: Program): Port[] {
    return program.packages.flatMap(({ files }) =>
        files.flatMap((file) =>
            file.mentions('default:"')
                ? file.declarations().structFields.flatMap((field) => {
                      const name = tagValue(field.tag, 'long') ?? tagValue(field.tag, 'name') ?? field.name;
                      const fits = /(?:port|addr(?:ess)?|listen|bind|hosts?)$/i.test(name) && !elsewhere.test(name);
                      const bare = /port$/i.test(name);
                      return fits ? readFieldTag(field, file).flatMap((value) => toPorts(value, 'tcp', bare)) : [];
                  })
                : [],
        ),
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
