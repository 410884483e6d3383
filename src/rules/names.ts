import type { Alias } from './rule';

/** What a name can mean: a rule by its id, or what it reports in the name of another tool's check. */
export interface Named {
    readonly rule: string;
    readonly aliases: readonly Alias[];
}

/** Whether a name that a person wrote means this: an id, an alias such as `hadolint:DL3006`, or its part behind the colon. */
export function isMeant(name: string, { rule, aliases }: Named): boolean {
    return name === rule || aliases.some((alias) => alias === name || checkOf(alias) === name);
}

/** The name of a check as its tool spells it, such as `DL3006`. */
export function checkOf(alias: Alias): string {
    return alias.slice(alias.indexOf(':') + 1);
}
