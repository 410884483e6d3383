import type { Dockerfile } from './syntax';

/**
 * Works a value out once for each Dockerfile, or for each key in one (a stage, an instruction), and keeps it as long as
 * the Dockerfile. One weak entry holds them all: one for every instruction would be visited by every garbage collection.
 */
export function oncePerDockerfile<V>(work: (dockerfile: Dockerfile) => V): (dockerfile: Dockerfile) => V {
    const known = new WeakMap<Dockerfile, { readonly value: V }>();
    return (dockerfile) => {
        let found = known.get(dockerfile);
        if (found === undefined) {
            found = { value: work(dockerfile) };
            known.set(dockerfile, found);
        }
        return found.value;
    };
}

/** As above, for each key. */
export function oncePer<K, V>(work: (dockerfile: Dockerfile, key: K) => V): (dockerfile: Dockerfile, key: K) => V {
    const valuesOf = oncePerDockerfile(() => new Map<K, { readonly value: V }>());
    return (dockerfile, key) => {
        const values = valuesOf(dockerfile);
        let found = values.get(key);
        if (found === undefined) {
            found = { value: work(dockerfile, key) };
            values.set(key, found);
        }
        return found.value;
    };
}
