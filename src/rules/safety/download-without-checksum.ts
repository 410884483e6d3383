import { rangeOf } from '../../dockerfile/positions';
import { stageOf } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { downloadsOf, isOnThisMachine, verifies } from '../downloads';
import { copiedPaths, instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const downloadWithoutChecksum: Rule = {
    id: 'download-without-checksum',
    kind: 'dockerfile',
    severity: 'info',
    profile: 'strict',
    summary: 'Programs and archives from elsewhere are compared with a checksum',
    why: 'What a URL gives can change, by its owner or by somebody else. With a checksum the build stops instead of shipping it.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nADD https://example.com/tool-1.2.tar.gz /tmp/\n',
            good: 'FROM alpine:3.24\nADD --checksum=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 https://example.com/tool-1.2.tar.gz /tmp/\n',
        },
    ],

    *check({ dockerfile }) {
        const verifying = verifyingStages(dockerfile);
        for (const instruction of instructionsOf(dockerfile, 'RUN', 'ADD')) {
            const urls = instruction.keyword === 'ADD' ? addedUrls(instruction) : fetchedUrls(dockerfile, instruction);
            const [first] = urls;
            // a later step of the stage may check them all
            if (first === undefined || verifying.has(stageOf(dockerfile, instruction)?.index ?? -1)) continue;
            yield {
                message: isRepository(first.value)
                    ? 'The repository is named without a commit'
                    : 'What is downloaded here is not compared with a checksum',
                range: rangeOf(dockerfile, { start: first.start, end: first.end }),
            };
        }
    },
};

type Place = { readonly value: string; readonly start: number; readonly end: number };

/** A git repository is pinned by the commit behind its `#`. */
function addedUrls(add: Instruction): Place[] {
    if (add.flags.some(({ name }) => name === 'checksum')) return [];
    return copiedPaths(add).filter(({ value }) =>
        isRepository(value) ? !/#[0-9a-f]{40}(?::|$)/.test(value) : /^https:\/\//.test(value),
    );
}

function isRepository(source: string): boolean {
    return /^git@/.test(source) || /^https:\/\/[^#?]*\.git(?:#|$)/.test(source);
}

const programOrArchive =
    /\.(?:tar|tgz|txz|tbz2?|zip|gz|xz|bz2|zst|deb|rpm|apk|jar|bin|run|sh|AppImage|whl)$|[-_](?:linux|amd64|x86_64|arm64|\$\{?\w+\}?)$/;

/** Files that are unpacked or run; keys and settings are a matter of their own. */
function fetchedUrls(dockerfile: Dockerfile, run: Instruction): Place[] {
    return downloadsOf(dockerfile, run)
        .filter(({ command, url }) => {
            const path = url.value.replace(/[?#].*$/, '');
            const isWanted = programOrArchive.test(path) || command.pipesInto?.name.value === 'tar';
            return /^https:/i.test(url.value) && isWanted && !isOnThisMachine(url.value);
        })
        .filter(({ command }) => !['sh', 'bash', 'ash'].includes(command.pipesInto?.name.value ?? ''))
        .map(({ url }) => url);
}

function verifyingStages(dockerfile: Dockerfile): ReadonlySet<number> {
    return new Set(
        instructionsOf(dockerfile, 'RUN')
            .filter((run) => verifies(dockerfile, run))
            .map(({ stage = -1 }) => stage),
    );
}
