/** What a flag's value is; a `list` flag may be given several times. */
type FlagKind = 'text' | 'boolean' | 'list';

export interface KeywordSyntax {
    readonly flags: Readonly<Record<string, FlagKind>>;
    /** Whether `["…"]` has a meaning. */
    readonly takesJson: boolean;
    readonly takesHeredocs: boolean;
    /** Whether the builder itself expands `$name` in the arguments; elsewhere the shell does, or nobody. */
    readonly expands: boolean;
    /** Whether blanks part words even between quotes and behind the escape character: paths with blanks need the JSON form. */
    readonly splitsAtEveryBlank?: boolean;
    /** How the arguments name keys. */
    readonly pairs?: 'variables' | 'arguments';
}

const plain: KeywordSyntax = { flags: {}, takesJson: false, takesHeredocs: false, expands: false };
const paths: KeywordSyntax = { ...plain, expands: true, splitsAtEveryBlank: true };
const copyFlags: KeywordSyntax['flags'] = { chmod: 'text', chown: 'text', link: 'boolean', exclude: 'list' };

/** After the tables of the Dockerfile reference, https://docs.docker.com/reference/dockerfile/, as of Dockerfile 1.27. */
export const keywords: ReadonlyMap<string, KeywordSyntax> = new Map<string, KeywordSyntax>([
    [
        'ADD',
        {
            ...paths,
            flags: { ...copyFlags, checksum: 'text', 'keep-git-dir': 'boolean', unpack: 'boolean' },
            takesJson: true,
            takesHeredocs: true,
        },
    ],
    ['ARG', { ...plain, expands: true, pairs: 'arguments' }],
    ['CMD', { ...plain, takesJson: true }],
    [
        'COPY',
        {
            ...paths,
            flags: { ...copyFlags, from: 'text', parents: 'boolean' },
            takesJson: true,
            takesHeredocs: true,
        },
    ],
    ['ENTRYPOINT', { ...plain, takesJson: true }],
    ['ENV', { ...plain, expands: true, pairs: 'variables' }],
    ['EXPOSE', paths],
    ['FROM', { ...paths, flags: { platform: 'text' } }],
    [
        'HEALTHCHECK',
        {
            ...plain,
            flags: {
                interval: 'text',
                timeout: 'text',
                'start-period': 'text',
                'start-interval': 'text',
                retries: 'text',
            },
            takesJson: true,
        },
    ],
    ['LABEL', { ...plain, expands: true, pairs: 'variables' }],
    ['MAINTAINER', plain],
    ['ONBUILD', plain],
    [
        'RUN',
        {
            flags: { mount: 'list', network: 'text', security: 'text', device: 'list' },
            takesJson: true,
            takesHeredocs: true,
            expands: false,
        },
    ],
    ['SHELL', { ...plain, takesJson: true }],
    ['STOPSIGNAL', { ...plain, expands: true }],
    ['USER', { ...plain, expands: true }],
    ['VOLUME', { ...paths, takesJson: true }],
    ['WORKDIR', { ...plain, expands: true }],
]);
