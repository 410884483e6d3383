import type { BuildSet } from '../buildSets';
import { privatePatternsOf } from '../image/access';
import type { Choices } from '../scaffold';
import { readSetting } from '../settings';

/** How a pipeline reaches the modules that it downloads, as the Dockerfiles do. */
export interface ModuleAccess {
    /** What GOPRIVATE is set to; empty where every module is public. */
    readonly patterns: readonly string[];
    readonly by: 'netrc' | 'ssh';
    readonly proxy: string | undefined;
    /** What GONOSUMDB is set to. */
    readonly unchecked: string | undefined;
    /** Whether downloads trust certificates of the company. */
    readonly hasAuthority: boolean;
}

export function planModuleAccess(sets: readonly BuildSet[], choices: Choices): ModuleAccess {
    return {
        patterns: [...new Set(sets.flatMap(privatePatternsOf))].sort(),
        by: readSetting(choices.set, 'private') === 'ssh' ? 'ssh' : 'netrc',
        proxy: readSetting(choices.set, 'goproxy'),
        unchecked: readSetting(choices.set, 'gonosumdb'),
        hasAuthority: readSetting(choices.set, 'ca') === 'secret',
    };
}

export function isPrivate({ patterns }: ModuleAccess): boolean {
    return patterns.length > 0;
}

/** The variables of the go command; one that is `undefined` is not set. */
export function goEnvironment({
    patterns,
    proxy,
    unchecked,
}: ModuleAccess): Readonly<Record<string, string | undefined>> {
    return {
        GOPRIVATE: patterns.length > 0 ? patterns.join(',') : undefined,
        GOPROXY: proxy,
        GONOSUMDB: unchecked,
    };
}

/** Git asks for the private modules by SSH instead of HTTPS, without a question that nobody answers. */
export function useSshForGit({ patterns }: ModuleAccess): string[] {
    return patterns
        .filter((pattern) => !pattern.includes('*'))
        .map((place) => `git config --global url."ssh://git@${place}/".insteadOf https://${place}/`);
}

export const sshCommand = 'ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new';
