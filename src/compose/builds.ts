import { parseDocument } from 'yaml';

/** What a service is built from, by folders and files of the disk. */
export interface ComposeBuild {
    /** The folder that is sent to the builder, relative to the compose file. */
    readonly context: string;
    /** Relative to the context. */
    readonly dockerfile: string;
}

const largestFile = 1 << 20;
const mostAliases = 100;

/** The builds of all services, in the order of the file; what is written inline, comes from elsewhere or is no compose file has none. */
export function readBuilds(text: string): ComposeBuild[] {
    if (text.length > largestFile) return [];
    const services = childOf(readYaml(text), 'services');
    if (!isObject(services)) return [];
    return Object.values(services).flatMap((service) => readBuild(childOf(service, 'build')));
}

function readYaml(text: string): unknown {
    try {
        const document = parseDocument(text.replace(/^\uFEFF/, ''), { logLevel: 'silent' });
        return document.toJS({ maxAliasCount: mostAliases });
    } catch {
        // too many aliases, or one that leads nowhere
        return undefined;
    }
}

function readBuild(build: unknown): ComposeBuild[] {
    const written = typeof build === 'string' ? { context: build } : build;
    if (!isObject(written) || childOf(written, 'dockerfile_inline') !== undefined) return [];
    const context = expand(childOf(written, 'context') ?? '.');
    const dockerfile = expand(childOf(written, 'dockerfile') ?? 'Dockerfile');
    const isLocal = context !== undefined && !/^[\w+.-]+:\/\/|^git@|^github\.com\//.test(context);
    return isLocal && dockerfile !== undefined ? [{ context, dockerfile }] : [];
}

/** With the defaults of its variables; `undefined` where one has none: its value is in the environment. */
function expand(value: unknown): string | undefined {
    if (typeof value !== 'string') return undefined;
    const expanded = value.replace(/\$\{\w+:?-([^${}]*)\}/g, '$1');
    return expanded.includes('$') ? undefined : expanded;
}

function childOf(parent: unknown, name: string): unknown {
    return isObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
