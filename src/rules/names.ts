import type { Alias } from './rule';

/** What a name can mean: a rule by its id, or what it reports in the name of another tool's check. */
export interface Named {
    readonly rule: string;
    readonly aliases: readonly Alias[];
}

/** Every name that a person may call it by: the id, an alias such as `hadolint:DL3006`, or its part behind the colon. */
export function namesOf({ rule, aliases }: Named): string[] {
    return [rule, ...aliases, ...aliases.map(checkOf)];
}

export function isMeantByAny(names: ReadonlySet<string> | undefined, named: Named): boolean {
    return names !== undefined && names.size > 0 && namesOf(named).some((name) => names.has(name));
}

/** The name of a check as its tool spells it, such as `DL3006`. */
export function checkOf(alias: Alias): string {
    return alias.slice(alias.indexOf(':') + 1);
}
