import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Stage } from '../../dockerfile/syntax';
import { replaceSpan } from '../edits';
import type { Alias, Fix, Rule } from '../rule';

export const constantPlatform: Rule = {
    id: 'constant-platform',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'The platform is chosen by who builds',
    why: 'A constant platform is emulated on every other machine, and an image for two platforms cannot be built from it.',
    examples: [
        {
            bad: 'FROM --platform=linux/amd64 golang:1.27 AS build\n',
            good: 'FROM golang:1.27 AS build\n',
        },
    ],
    covers: ['hadolint:DL3029', 'buildkit:FromPlatformFlagConstDisallowed'],
    departures: [
        {
            from: 'buildkit:InvalidBaseImagePlatform',
            why: 'Whether an image exists for a platform only its registry knows, which is not asked.',
        },
    ],

    *check({ dockerfile }) {
        for (const stage of dockerfile.stages) {
            const platform = stage.platform?.value;
            if (platform === undefined) continue;
            const aliases = aliasesOf(platform.value, stage);
            if (aliases.length === 0) continue;
            const isConstant = aliases.includes('buildkit:FromPlatformFlagConstDisallowed');
            yield {
                message:
                    platform.variables.length === 0
                        ? `The platform is always \`${platform.value}\``
                        : `The platform is neither that of the builder nor the target: \`${platform.raw}\``,
                range: rangeOf(dockerfile, platform),
                aliases,
                // a name that says the platform says that it is meant, and so does a variable
                profile: isConstant ? 'strict' : 'off',
                fixes: isConstant ? fixesOf(dockerfile, stage) : [],
            };
        }
    },
};

function aliasesOf(text: string, { name, platform }: Stage): Alias[] {
    const isFixed = !text.includes('BUILDPLATFORM') && !text.includes('TARGETPLATFORM');
    const parsed = platform?.value?.variables.length === 0 ? parsePlatform(text) : undefined;
    const stage = name?.value.toLowerCase() ?? '';
    const isUnnamed = parsed !== undefined && parsed.every((part) => !stage.includes(part));
    return [
        ...(isFixed ? (['hadolint:DL3029'] as const) : []),
        ...(isUnnamed ? (['buildkit:FromPlatformFlagConstDisallowed'] as const) : []),
    ];
}

const systems = ['aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'illumos', 'ios', 'js', 'linux', 'netbsd'].concat([
    'openbsd',
    'plan9',
    'solaris',
    'wasip1',
    'windows',
]);
const architectures = ['386', 'amd64', 'arm', 'arm64', 'loong64', 'mips', 'mips64', 'mips64le', 'mipsle'].concat([
    'ppc64',
    'ppc64le',
    'riscv64',
    's390x',
    'wasm',
]);
const spellings: Readonly<Record<string, string>> = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    i386: '386',
    aarch64: 'arm64',
    armhf: 'arm',
    armel: 'arm',
    macos: 'darwin',
};

/** System and architecture as a builder spells them, the one that is not given that of the machine; `undefined` for what is none. */
function parsePlatform(text: string): [system: string, architecture: string] | undefined {
    const parts = text.toLowerCase().split('/');
    const [first = '', second] = parts.map((part) =>
        Object.hasOwn(spellings, part) ? (spellings[part] ?? part) : part,
    );
    if (parts.length > 3 || parts.some((part) => !/^[a-z0-9_.-]+$/.test(part))) return undefined;
    if (second !== undefined) return [first, second];
    if (systems.includes(first)) return [first, 'amd64'];
    return architectures.includes(first) ? ['linux', first] : undefined;
}

/** Without the flag it is the target's platform, which is what a builder takes anyway. */
function fixesOf(dockerfile: Dockerfile, { platform, image }: Stage): Fix[] {
    if (platform === undefined || image === undefined) return [];
    const edits = [replaceSpan(dockerfile, { start: platform.start, end: image.start }, '')];
    return [{ title: 'Build for the platform that is asked for', preferred: false, edits }];
}
