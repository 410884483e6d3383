/** Which project of `docker compose` is meant: by its files, or, where these are not at hand, by its name. */
export interface ComposeTarget {
    /** Absolute path of the folder in which relative paths of the files begin. */
    readonly folder: string;
    /** Absolute paths, the later ones over the earlier; what compose itself finds in the folder where empty. */
    readonly files: readonly string[];
    /** What compose makes of the folder's name where absent. */
    readonly project?: string | undefined;
    readonly profiles?: readonly string[];
    readonly envFiles?: readonly string[];
}

/** What to do with a project, or with some of its services: all of them where `services` is empty. */
export type ComposeAction =
    | {
          readonly verb: 'up';
          readonly services: readonly string[];
          readonly build?: boolean;
          /** Makes containers anew though nothing changed. */
          readonly recreate?: boolean;
          /** Leaves alone what the services depend on. */
          readonly alone?: boolean;
          /** Until they run, and are healthy where they can tell. */
          readonly wait?: boolean;
          readonly removeOrphans?: boolean;
          /** How many containers of a service. */
          readonly scale?: Readonly<Record<string, number>>;
      }
    | { readonly verb: 'down'; readonly volumes?: boolean; readonly removeOrphans?: boolean }
    | { readonly verb: 'build'; readonly services: readonly string[]; readonly noCache?: boolean }
    | { readonly verb: 'restart' | 'start' | 'stop' | 'pull'; readonly services: readonly string[] };

/** A project that the engine knows containers of. */
export interface ComposeProject {
    readonly name: string;
    /** As compose words it, such as `running(2), exited(1)`. */
    readonly status: string;
    /** Absolute paths on the machine where it was brought up. */
    readonly files: readonly string[];
}

/** The arguments for `docker compose`, which name the project; values are joined to their flags, so that none can pass for a flag. */
export function projectArguments({ folder, files, project, profiles = [], envFiles = [] }: ComposeTarget): string[] {
    return [
        '--ansi=never',
        `--project-directory=${folder}`,
        ...files.map((file) => `--file=${file}`),
        ...(project === undefined ? [] : [`--project-name=${project}`]),
        ...profiles.map((profile) => `--profile=${profile}`),
        ...envFiles.map((file) => `--env-file=${file}`),
    ];
}

/** The arguments that say what to do. */
export function actionArguments(action: ComposeAction): string[] {
    const flag = (name: string, isSet: boolean | undefined) => (isSet === true ? [`--${name}`] : []);
    const named = (services: readonly string[]) => (services.length === 0 ? [] : ['--', ...services]);
    switch (action.verb) {
        case 'up':
            return [
                'up',
                '--detach',
                ...flag('build', action.build),
                ...flag('force-recreate', action.recreate),
                ...flag('no-deps', action.alone),
                ...flag('wait', action.wait),
                ...flag('remove-orphans', action.removeOrphans),
                ...Object.entries(action.scale ?? {}).map(([service, count]) => `--scale=${service}=${count}`),
                // another number of containers is no reason to make those anew that run
                ...flag('no-recreate', action.scale !== undefined && action.recreate !== true),
                ...named(action.services),
            ];
        case 'down':
            return ['down', ...flag('volumes', action.volumes), ...flag('remove-orphans', action.removeOrphans)];
        case 'build':
            return ['build', ...flag('no-cache', action.noCache), ...named(action.services)];
        case 'restart':
        case 'start':
        case 'stop':
        case 'pull':
            return [action.verb, ...named(action.services)];
    }
}
