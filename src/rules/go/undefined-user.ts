import { baseOf } from '../../dockerfile/configuration';
import { rangeOf } from '../../dockerfile/positions';
import { lineageOf } from '../../dockerfile/stages';
import { resolve } from '../../dockerfile/variables';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import type { BaseImage } from '../../facts/baseImages';
import { replaceSpan, textOf } from '../edits';
import type { Rule } from '../rule';

export const undefinedUser: Rule = {
    id: 'undefined-user',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'A user that is given by name is in `/etc/passwd`',
    why: 'A name is looked up in the image when a container starts, which otherwise fails with `no matching entries in passwd file`. A number needs no entry.',
    examples: [
        {
            bad: 'FROM scratch\nCOPY app /app\nUSER app\nENTRYPOINT ["/app"]\n',
            good: 'FROM scratch\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const base = baseOf(dockerfile, stage);
            const known =
                base?.isComplete === true && base.facts !== undefined
                    ? usersOf(base.reference.name, base.facts)
                    : undefined;
            if (known === undefined) continue;
            // the last one is what a container starts as
            const last = stage.instructions.findLast(({ keyword }) => keyword === 'USER');
            for (const instruction of last === undefined ? [] : [last]) {
                const [word, ...others] = instruction.words;
                if (word === undefined || others.length > 0) continue;
                const { value, isComplete } = resolve(dockerfile, word, instruction);
                const [user = ''] = value.split(':');
                if (!isComplete || user === '' || /^\d+$/.test(user) || known.includes(user)) continue;
                if (mayDefine(dockerfile, stage, user)) continue;
                yield {
                    message: `\`${base?.reference.text ?? ''}\` has no user \`${user}\`, and nothing adds one`,
                    range: rangeOf(dockerfile, word),
                    fixes: [
                        {
                            title: 'Name the user by its number',
                            preferred: true,
                            edits: [replaceSpan(dockerfile, word, '65532:65532')],
                        },
                    ],
                };
            }
        }
    },
};

const system = [
    'root',
    'bin',
    'daemon',
    'lp',
    'sync',
    'shutdown',
    'halt',
    'mail',
    'news',
    'uucp',
    'nobody',
    'games',
    'man',
    'ftp',
    'sshd',
    'guest',
    'ntp',
    'cron',
    'squid',
    'smmsp',
    'proxy',
    'www-data',
    'backup',
    'list',
    'irc',
    'gnats',
    '_apt',
    'sys',
    'operator',
    'postmaster',
    'cyrus',
    'vpopmail',
    'at',
    'xfs',
    'svn',
    'ubuntu',
    'postgres',
    'messagebus',
    'toor',
    'adm',
];

/** `undefined` where it is not known who is in the image. */
function usersOf(name: string, { distribution }: BaseImage): readonly string[] | undefined {
    if (name === 'docker.io/library/scratch') return [];
    if (/^gcr\.io\/distroless\/(static|base|cc)\b/.test(name)) return ['root', 'nobody', 'nonroot'];
    const isPlain = /^docker\.io\/library\/(alpine|debian|ubuntu|golang)$/.test(name);
    return isPlain && distribution !== undefined ? system : undefined;
}

/** A program that adds users, a passwd file, or a whole file system. */
function mayDefine(dockerfile: Dockerfile, stage: Stage, user: string): boolean {
    return lineageOf(dockerfile, stage).some(({ instructions }) =>
        instructions.some(({ keyword, ...instruction }) => {
            const text = textOf(dockerfile, instruction);
            if (keyword === 'RUN')
                return text.includes(user) || /useradd|adduser|usermod|passwd|\.sh\b|\$\w|\bmake\b/.test(text);
            if (keyword === 'ADD') return true;
            return (
                keyword === 'COPY' &&
                /passwd|\/etc\/?(\s|$)|rootfs|\s\/\s+\/|\/\s*$|<</.test(text) &&
                !/\s\/\w[\w.-]*\s+\/\s*$/.test(text)
            );
        }),
    );
}
