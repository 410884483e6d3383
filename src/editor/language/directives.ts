/** What stands in `# name=value` lines at the top of a file. After https://docs.docker.com/reference/dockerfile/#parser-directives. */
export const directiveDescriptions: Readonly<
    Record<string, { readonly does: string; readonly choices: readonly string[] }>
> = {
    syntax: {
        does: 'The image that reads this Dockerfile: `docker/dockerfile:1` is the newest stable one, whatever Docker is installed.',
        choices: ['docker/dockerfile:1', 'docker/dockerfile:1-labs'],
    },
    escape: {
        does: 'The character that continues a line and escapes others: `\\` or a backtick, which Windows paths like.',
        choices: ['\\', '`'],
    },
    check: {
        does: 'What `docker build --check` leaves out (`skip=Name,Name` or `skip=all`), and whether the rest fails the build (`error=true`).',
        choices: ['skip=', 'skip=all', 'error=true'],
    },
};

/** The names after `skip=`. After https://docs.docker.com/reference/build-checks/. */
export const buildChecks: readonly string[] = [
    'StageNameCasing',
    'FromAsCasing',
    'NoEmptyContinuation',
    'ConsistentInstructionCasing',
    'DuplicateStageName',
    'ReservedStageName',
    'JSONArgsRecommended',
    'MaintainerDeprecated',
    'UndefinedArgInFrom',
    'WorkdirRelativePath',
    'UndefinedVar',
    'MultipleInstructionsDisallowed',
    'LegacyKeyValueFormat',
    'RedundantTargetPlatform',
    'SecretsUsedInArgOrEnv',
    'InvalidDefaultArgInFrom',
    'FromPlatformFlagConstDisallowed',
    'CopyIgnoredFile',
    'InvalidDefinitionDescription',
    'ExposeProtoCasing',
    'ExposeInvalidFormat',
    'InvalidBaseImagePlatform',
];
