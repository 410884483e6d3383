/** What `Choices.set` knows, with what each key means. */
const settableKeys = {
    port: 'the TCP port that the program listens on, also given to it where a variable chooses it',
    user: 'the user that it runs as, a number such as `1000` or `1000:1000`',
    go: 'the version of the golang image, such as `1.26` or `1.26.1`',
    tags: 'build tags, separated by commas',
    health: 'what a container is asked for its health: `off`, or a path such as `/healthz`',
    targets: 'further stages, of `test`, `dev` and `debug`, separated by commas',
    cross: '`xx`, which compiles C for other platforms instead of emulating them',
    private: 'how private modules are reached, `netrc` or `ssh`',
    goproxy: 'the module proxies, such as `https://proxy.example.com,direct`',
    gonosumdb: 'modules that the checksum database does not know, such as `*.corp.example.com`',
    ca: '`secret`, where downloads trust the certificates of a build secret `ca`',
    ci: 'where pipelines run, `github` or `gitlab`',
} as const;

type SettableKey = keyof typeof settableKeys;

const forms: Readonly<Record<SettableKey, RegExp>> = {
    port: /^[1-9]\d{0,4}$/,
    user: /^[1-9]\d{0,9}(?::\d{1,10})?$/,
    go: /^1\.\d{1,3}(?:\.\d{1,3})?$/,
    tags: /^[\w.]+(?:,[\w.]+)*$/,
    health: /^(?:off|\/[\w./~-]{0,200})$/,
    targets: /^(?:test|dev|debug)(?:,(?:test|dev|debug)){0,2}$/,
    cross: /^xx$/,
    private: /^(?:netrc|ssh)$/,
    goproxy:
        /^(?:https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.~-]+)*\/?|direct|off)(?:[,|](?:https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.~-]+)*\/?|direct|off)){0,9}$/,
    gonosumdb: /^[\w*.-]+(?:\/[\w*.-]+)*(?:,[\w*.-]+(?:\/[\w*.-]+)*)*$/,
    ca: /^secret$/,
    ci: /^(?:github|gitlab)$/,
};

/** The value of a key; `undefined` where it is not set or means nothing. */
export function readSetting(set: Readonly<Record<string, string>>, key: SettableKey): string | undefined {
    const value = Object.hasOwn(set, key) ? set[key] : undefined;
    return value !== undefined && isSound(key, value) ? value : undefined;
}

/** What is wrong with each key and value, in no sense that needs the project. */
export function checkSettings(set: Readonly<Record<string, string>>): string[] {
    return Object.entries(set).flatMap(([key, value]) => {
        if (!isSettable(key))
            return `\`${shorten(key)}\` cannot be set: there are \`${Object.keys(settableKeys).join('`, `')}\``;
        return isSound(key, value) ? [] : `\`${key}\` cannot be \`${shorten(value)}\`: it is ${settableKeys[key]}`;
    });
}

function isSettable(key: string): key is SettableKey {
    return Object.hasOwn(settableKeys, key);
}

function isSound(key: SettableKey, value: string): boolean {
    return forms[key].test(value) && (key !== 'port' || Number(value) < 65536);
}

/** Text from outside, fit for a message of one line. */
export function shorten(text: string): string {
    const line = text.replaceAll(/[\p{Cc}`]+/gu, ' ');
    return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
