import type { Image, ImageDetails } from './engine';
import { number, object, plain, text, textRecord, texts } from './json';

/** One row of the engine's list of images. */
export function readImage(row: unknown): Image {
    const value = object(row);
    return {
        id: text(value['Id']),
        tags: readTags(value['RepoTags']),
        created: number(value['Created']) * 1000,
        size: number(value['Size']),
        labels: textRecord(value['Labels']),
        digests: texts(value['RepoDigests'])
            .map(plain)
            .filter((digest) => !digest.startsWith('<none>')),
    };
}

/** The engine's answer about one image. */
export function readImageDetails(answer: unknown): ImageDetails {
    const value = object(answer);
    const config = object(value['Config']);
    const created = Date.parse(text(value['Created']));
    return {
        id: text(value['Id']),
        tags: readTags(value['RepoTags']),
        created: Number.isNaN(created) ? 0 : created,
        size: number(value['Size']),
        os: text(value['Os']),
        arch: text(value['Architecture']),
        user: text(config['User']),
        entrypoint: texts(config['Entrypoint']),
        command: texts(config['Cmd']),
        exposedPorts: Object.keys(object(config['ExposedPorts'])).flatMap((port) => readExposedPort(port)),
        labels: textRecord(config['Labels']),
        raw: answer,
    };
}

function readTags(value: unknown): readonly string[] {
    return texts(value)
        .map(plain)
        .filter((tag) => tag !== '<none>:<none>');
}

function readExposedPort(key: string): ImageDetails['exposedPorts'] {
    const [, port, protocol = 'tcp'] = /^(\d+)(?:\/([a-z]+))?$/.exec(key) ?? [];
    return port === undefined ? [] : [{ port: Number(port), protocol }];
}
