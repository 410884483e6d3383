import type { Client } from './client';
import { containerPath } from './containerCalls';
import { readDiskUsage } from './diskUsage';
import type { Engine, ObjectKind } from './engine';
import { EngineError } from './engineError';
import { readLayer } from './history';
import { readImage, readImageDetails } from './images';
import { list, number, object, text } from './json';
import { readNetwork } from './networks';
import { readSystemInfo } from './systemInfo';
import { readVolume } from './volumes';

type ObjectCalls = Pick<
    Engine,
    | 'images'
    | 'inspectImage'
    | 'history'
    | 'removeImage'
    | 'tagImage'
    | 'volumes'
    | 'createVolume'
    | 'removeVolume'
    | 'networks'
    | 'createNetwork'
    | 'removeNetwork'
    | 'connectNetwork'
    | 'disconnectNetwork'
    | 'inspectRaw'
    | 'systemInfo'
    | 'diskUsage'
    | 'pruneBuildCache'
>;

/** What is asked of images, volumes, networks, and of the engine as a whole. */
export function objectCalls(client: Client): ObjectCalls {
    return {
        images: async (signal) => list(await client.get('/images/json', { signal })).map(readImage),
        inspectImage: async (name, signal) => readImageDetails(await client.get(imagePath(name, '/json'), { signal })),
        history: async (name, signal) => list(await client.get(imagePath(name, '/history'), { signal })).map(readLayer),
        removeImage: (name, signal, { force } = {}) =>
            client.delete(imagePath(name), { query: { force }, slow: true, signal }),
        tagImage: async (name, reference, signal) => {
            await client.post(imagePath(name, '/tag'), { query: splitReference(reference), signal });
        },
        volumes: async (signal) => list(object(await client.get('/volumes', { signal }))['Volumes']).map(readVolume),
        createVolume: async ({ name, driver, options, labels }, signal) => {
            const json = { Name: name, Driver: driver, DriverOpts: options, Labels: labels };
            const created = object(await client.post('/volumes/create', { json, signal }));
            return named(client, created['Name'], 'volume');
        },
        removeVolume: (name, { force } = {}, signal) => client.delete(volumePath(name), { query: { force }, signal }),
        networks: async (signal) => list(await client.get('/networks', { signal })).map(readNetwork),
        createNetwork: async ({ name, driver, internal, labels }, signal) => {
            const json = { Name: name, Driver: driver, Internal: internal, Labels: labels, CheckDuplicate: true };
            const created = object(await client.post('/networks/create', { json, signal }));
            return named(client, created['Id'], 'network');
        },
        removeNetwork: (network, signal) => client.delete(networkPath(network), { signal }),
        connectNetwork: async (network, container, { aliases = [] } = {}, signal) => {
            const json = { Container: container, EndpointConfig: { Aliases: aliases } };
            await client.post(networkPath(network, '/connect'), { json, signal });
        },
        disconnectNetwork: async (network, container, signal) => {
            await client.post(networkPath(network, '/disconnect'), { json: { Container: container }, signal });
        },
        inspectRaw: async (kind, id, signal) => {
            const raw = await client.get(rawPaths[kind](id), { signal });
            if (raw !== undefined) return raw;
            throw new EngineError('protocol', `The engine told nothing about the ${kind}`, {
                endpoint: client.endpoint,
            });
        },
        systemInfo: async (signal) => readSystemInfo(await client.get('/info', { signal })),
        diskUsage: async (signal) => readDiskUsage(await client.get('/system/df', { slow: true, signal })),
        pruneBuildCache: async (signal) =>
            number(object(await client.post('/build/prune', { slow: true, signal }))['SpaceReclaimed']),
    };
}

/** A slash is part of an image's name, not of the path. */
function imagePath(name: string, what = ''): string {
    return `/images/${encodeURIComponent(name)}${what}`;
}

function volumePath(name: string): string {
    return `/volumes/${encodeURIComponent(name)}`;
}

function networkPath(network: string, what = ''): string {
    return `/networks/${encodeURIComponent(network)}${what}`;
}

const rawPaths: Readonly<Record<ObjectKind, (id: string) => string>> = {
    container: (id) => containerPath(id, '/json'),
    image: (id) => imagePath(id, '/json'),
    volume: volumePath,
    network: networkPath,
};

/** A colon before the last slash belongs to a registry's port. */
function splitReference(reference: string): { repo: string; tag: string | undefined } {
    const [, repo = reference, tag] = /^(.+?)(?::([^:/]*))?$/.exec(reference) ?? [];
    return { repo, tag };
}

function named(client: Client, name: unknown, kind: string): string {
    if (text(name) !== '') return text(name);
    throw new EngineError('protocol', `The engine named no ${kind}`, { endpoint: client.endpoint });
}
