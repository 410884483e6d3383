/** Every setting: its key is `gopherdock.` and its name. The default stands here once, for package.json and for whoever reads it. */
export interface Setting<Value> {
    /** JSON schema of the value. */
    readonly schema: Readonly<Record<string, unknown>>;
    readonly default: Value;
    /** Markdown, full sentences. */
    readonly description: string;
    /** `machine`: never from a folder's settings, because it names a program or an address. */
    readonly scope: 'resource' | 'window' | 'machine';
    /** Whether a folder that is not trusted may set it. */
    readonly restricted: boolean;
}

export const settings = {
    'lint.enabled': flag(true, 'Judge Dockerfiles as you type.'),
    'lint.profile': choice(['recommended', 'strict', 'all'], 'recommended', {
        description:
            'Which rules run: `recommended` (right nearly always), `strict` (team policy as well), `all` (everything that other tools know too). A configuration file has the last word.',
        choices: [
            'Rules that are right nearly always.',
            'Team policy as well.',
            'Everything that other tools know too.',
        ],
    }),
    'lint.rules': record<'off' | 'error' | 'warning' | 'info' | 'hint'>(
        ['off', 'error', 'warning', 'info', 'hint'],
        'Severity of single rules by their name, or `off`.',
    ),
    'lint.trustedRegistries': list('Registries that a `FROM` may name. Empty: any.'),
    'shellcheck.enabled': choice(['auto', 'off'], 'auto', {
        description: 'Shows what ShellCheck finds in `RUN`, at its exact place.',
        choices: ['Where ShellCheck is installed.', 'Never.'],
    }),
    'shellcheck.path': text('shellcheck', 'The `shellcheck` command: a name or a full path.', { scope: 'machine' }),
    'language.enabled': choice(['auto', 'on', 'off'], 'auto', {
        description: 'Completion, hover, signature help, symbols, folding and formatting of Dockerfiles.',
        choices: ['Where no other Docker extension serves them.', 'Always.', 'Never.'],
    }),
    'language.registryLookups': flag(
        false,
        'Ask Docker Hub for tags while completing image names. Nothing is asked of the network while this is off.',
        { restricted: true },
    ),
    engine: text(
        '',
        'The container engine: an address such as `unix:///run/docker.sock`, the name of a docker context, or empty to find it as the `docker` command does.',
        { scope: 'machine' },
    ),
    dockerPath: text('docker', 'The `docker` command that builds images: a name or a full path.', { scope: 'machine' }),
    templates: text(
        '',
        'A folder with your own templates for container files, `dockerfile.template` and so on: a path in the workspace folder, or a full path. Empty: none.',
        { restricted: true },
    ),
    'run.memoryMiB': count(
        512,
        'Memory limit of containers that Gopherdock runs, in MiB; 0 for none. `GOMEMLIMIT` is set to nine tenths of it.',
    ),
    'run.processes': count(256, 'How many processes and threads such a container may have; 0 for no limit.'),
    'logs.tail': count(1000, 'How many earlier lines are shown when a log is opened.'),
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingName = keyof typeof settings;
export type SettingValue<Name extends SettingName> =
    (typeof settings)[Name] extends Setting<infer Value> ? Value : never;

interface Options {
    readonly scope?: Setting<unknown>['scope'];
    readonly restricted?: boolean;
}

function setting<Value>(
    schema: Setting<Value>['schema'],
    value: Value,
    description: string,
    { scope = 'resource', restricted = scope === 'machine' }: Options = {},
): Setting<Value> {
    return { schema, default: value, description, scope, restricted };
}

function flag(value: boolean, description: string, options?: Options): Setting<boolean> {
    return setting({ type: 'boolean' }, value, description, options);
}

function text(value: string, description: string, options?: Options): Setting<string> {
    return setting({ type: 'string' }, value, description, options);
}

function count(value: number, description: string): Setting<number> {
    return setting({ type: 'integer', minimum: 0 }, value, description);
}

function list(description: string): Setting<readonly string[]> {
    return setting<readonly string[]>({ type: 'array', items: { type: 'string' } }, [], description);
}

function choice<const Value extends string>(
    values: readonly Value[],
    value: NoInfer<Value>,
    { description, choices }: { description: string; choices: readonly string[] },
): Setting<Value> {
    return setting({ type: 'string', enum: values, enumDescriptions: choices }, value, description);
}

function record<const Value extends string>(
    values: readonly Value[],
    description: string,
): Setting<Readonly<Record<string, Value>>> {
    return setting<Readonly<Record<string, Value>>>(
        { type: 'object', additionalProperties: { type: 'string', enum: values } },
        {},
        description,
    );
}
