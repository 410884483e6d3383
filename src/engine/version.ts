import type { EngineVersion } from './engine';
import { list, object, plain, text, type JsonObject } from './json';

export const newestVersion = '1.51';
const oldestVersion = '1.24';

/**
 * The API version that both sides know, `undefined` where there is none. An engine whose oldest version is newer than ours is spoken to in that one:
 * what we ask for has been the same for years.
 * @param newest the engine's newest version; empty counts as 1.24, the last before engines told it
 */
export function agreeOnVersion(newest: string, oldest: string): string | undefined {
    const spoken = newest === '' ? oldestVersion : newest;
    if (!isVersion(spoken) || compareVersions(spoken, oldestVersion) < 0) return undefined;
    if (isVersion(oldest) && compareVersions(oldest, newestVersion) > 0) return oldest;
    return compareVersions(spoken, newestVersion) < 0 ? spoken : newestVersion;
}

export function readVersion(answer: JsonObject, api: string): EngineVersion {
    const component = object(list(answer['Components'])[0]);
    return {
        name: engineName(plain(object(answer['Platform'])['Name']), plain(component['Name'])),
        version: plain(answer['Version']) || plain(component['Version']),
        api,
        os: text(answer['Os']),
        arch: text(answer['Arch']),
    };
}

/** The platform is the product of Docker's engines, but the system of Podman's; the component of Docker's is called `Engine`. */
function engineName(platform: string, component: string): string {
    if (component.includes('Podman')) return component;
    return platform || component || 'Docker Engine';
}

/** Negative where `one` is older. */
export function compareVersions(one: string, other: string): number {
    const [major = 0, minor = 0] = one.split('.').map(Number);
    const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
    return major - otherMajor || minor - otherMinor;
}

function isVersion(text: string): boolean {
    return /^\d{1,4}\.\d{1,4}$/.test(text);
}
