import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Word } from '../../dockerfile/syntax';
import { removeItem } from '../edits';
import { instructionsOf } from '../instructions';
import { isTrigger } from '../onbuild';
import { checkovText } from '../checkov';
import type { Alias, Rule } from '../rule';

export const sshPortExposed: Rule = {
    id: 'ssh-port-exposed',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'No container is entered by SSH',
    why: 'An SSH server is one more door with keys and accounts of its own. `docker exec` and `kubectl exec` do the same under the rights that are set there.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY app /app\nEXPOSE 8080 22\n',
            good: 'FROM alpine:3.24\nCOPY app /app\nEXPOSE 8080\n',
        },
    ],
    covers: ['trivy:DS-0004', 'checkov:CKV_DOCKER_1'],

    *check({ dockerfile }) {
        const first = dockerfile.instructions.find(({ keyword }) => keyword === 'EXPOSE');
        const listed = new Set(first && checkovText(dockerfile, first).split(' '));
        for (const expose of instructionsOf(dockerfile, 'EXPOSE'))
            for (const [at, word] of expose.words.entries()) {
                if (!includesSsh(word.value)) continue;
                const edits = removeItem(dockerfile, expose, expose.words, at);
                yield {
                    message: `\`${word.value}\` is the port of SSH`,
                    range: rangeOf(dockerfile, word),
                    aliases: aliasesOf(dockerfile, expose, word, expose === first ? listed : new Set()),
                    fixes: edits.length === 0 ? [] : [{ title: `Remove \`${word.value}\``, preferred: false, edits }],
                };
            }
    },
};

function includesSsh(port: string): boolean {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(port) ?? [];
    return from !== undefined && Number(from) <= 22 && 22 <= Number(to);
}

/** checkov reads the first EXPOSE only, cut at single blanks. */
function aliasesOf(dockerfile: Dockerfile, expose: Instruction, { raw }: Word, listed: ReadonlySet<string>): Alias[] {
    const isTrivys = /^22(?:\/tcp|\/udp)?$/.test(raw) && !isTrigger(dockerfile, expose);
    const isCheckovs = /^22(?:\/tcp)?$/.test(raw) && listed.has(raw);
    return [
        ...(isTrivys ? (['trivy:DS-0004'] as const) : []),
        ...(isCheckovs ? (['checkov:CKV_DOCKER_1'] as const) : []),
    ];
}
