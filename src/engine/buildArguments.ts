import type { BuildRequest } from './build';

/** A way to build, best first: BuildKit with its progress as JSON, as text (buildx before 0.13), and the builder without BuildKit. */
export type Builder = 'buildx' | 'buildx-plain' | 'classic';

/** The arguments for `docker`; values are joined to their flags, so that none can pass for a flag. */
export function buildArguments(request: BuildRequest, builder: Builder, imageIdFile: string): readonly string[] {
    const { context, dockerfile, target, tags, args, labels, platforms, noCache } = request;
    const each = (flag: string, values: readonly string[]) => values.map((value) => `--${flag}=${value}`);
    const pairs = (values: Readonly<Record<string, string>>) =>
        Object.entries(values).map(([name, value]) => `${name}=${value}`);
    return [
        ...(builder === 'classic'
            ? ['build']
            : [
                  ...['buildx', 'build', `--progress=${builder === 'buildx' ? 'rawjson' : 'plain'}`],
                  request.push === true ? '--push' : '--load',
                  ...buildxArguments(request),
              ]),
        `--iidfile=${imageIdFile}`,
        `--file=${dockerfile}`,
        ...(target === undefined ? [] : [`--target=${target}`]),
        ...each('tag', tags),
        ...each('build-arg', pairs(args)),
        ...each('label', pairs(labels)),
        ...(platforms.length === 0 ? [] : [`--platform=${platforms.join(',')}`]),
        ...(noCache ? ['--no-cache'] : []),
        ...(request.pull === true ? ['--pull'] : []),
        '--',
        context,
    ];
}

/** Whether only buildx can do this; the classic builder would leave it out. */
export function needsBuildx({ push, builder, secrets = [], ssh = [], cacheTo = [] }: BuildRequest): boolean {
    return push === true || builder !== undefined || secrets.length + ssh.length + cacheTo.length > 0;
}

/** The variables that hand the values of secrets to the command. */
export function secretVariables({ secrets = [] }: BuildRequest): Readonly<Record<string, string>> {
    return Object.fromEntries(
        secrets.flatMap((secret, index) => ('value' in secret ? [[variableOf(index), secret.value] as const] : [])),
    );
}

function buildxArguments({ secrets = [], ssh = [], cacheFrom = [], cacheTo = [], builder }: BuildRequest): string[] {
    return [
        ...(builder === undefined ? [] : [`--builder=${builder}`]),
        ...secrets.map((secret, index) => {
            const source = 'value' in secret ? `env=${variableOf(index)}` : `src=${secret.file}`;
            return `--secret=${[`id=${secret.id}`, source].map(field).join(',')}`;
        }),
        ...ssh.map((agent) => `--ssh=${agent}`),
        ...cacheFrom.map((cache) => `--cache-from=${cache}`),
        ...cacheTo.map((cache) => `--cache-to=${cache}`),
    ];
}

function variableOf(index: number): string {
    return `GOPHERDOCK_SECRET_${index}`;
}

/** A field of a line of values that commas separate. */
function field(text: string): string {
    return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
