import { object, plain, text, textRecord } from './json';
import { milliseconds } from './times';

export interface Volume {
    readonly name: string;
    readonly driver: string;
    /** Milliseconds since 1970, `undefined` where the engine does not tell. */
    readonly created: number | undefined;
    readonly labels: Readonly<Record<string, string>>;
    /** Made by the engine for a container that asked for a folder without naming a volume. */
    readonly anonymous: boolean;
}

export interface VolumeRequest {
    /** The engine makes one up where absent. */
    readonly name?: string;
    readonly driver?: string;
    readonly options?: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
}

/** One row of the engine's list of volumes. */
export function readVolume(row: unknown): Volume {
    const value = object(row);
    const name = plain(value['Name']);
    const labels = textRecord(value['Labels']);
    return {
        name,
        driver: plain(value['Driver']),
        created: milliseconds(text(value['CreatedAt'])),
        labels,
        // engines before 24 write no label, but name such volumes by 64 hexadecimal digits
        anonymous: 'com.docker.volume.anonymous' in labels || /^[0-9a-f]{64}$/.test(name),
    };
}
