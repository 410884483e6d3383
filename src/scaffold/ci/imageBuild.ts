import { readBuildAccess, type BuildAccess } from '../compose/buildAccess';

/** What the build of an image asks of the machine that it runs on. */
export interface ImageBuild extends BuildAccess {
    readonly mounts: readonly CacheMount[];
    /** Whether something runs in the image itself while it is built, which another platform must be emulated for. */
    readonly runsInImage: boolean;
}

/** A folder that the builder keeps between builds. */
export interface CacheMount {
    /** Of letters, digits and dashes. */
    readonly name: string;
    readonly path: string;
}

/** Of a Dockerfile that we wrote. */
export function readImageBuild(dockerfile: string, target: string): ImageBuild {
    const paths = [...dockerfile.matchAll(/--mount=type=cache,target=([\w./-]+)/g)].map(([, path = '']) => path);
    const stages = dockerfile.split(/^(?=FROM )/m);
    return {
        ...readBuildAccess(dockerfile),
        mounts: [...new Set(paths)].map((path) => ({ name: names[path] ?? nameOf(path), path })),
        runsInImage: stages.some((stage) => stage.split('\n')[0]?.endsWith(` AS ${target}`) && /^RUN /m.test(stage)),
    };
}

const names: Readonly<Record<string, string>> = {
    '/go/pkg/mod': 'modules',
    '/root/.cache/go-build': 'build',
};

function nameOf(path: string): string {
    return path.replaceAll(/[^\w]+/g, '-').replace(/^-+(?:root-)?/, '');
}
